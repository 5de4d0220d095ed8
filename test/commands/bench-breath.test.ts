import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { entrainedWeek } from "../../src/commands/bench/breath/entrained-week.js";
import { fieldFigures } from "../../src/commands/bench/breath/field-figures.js";

const locks = z.object({ within_8_cycles: z.number(), another_period: z.number() });
const figures = z.object({
  locks: z.object({ clean: locks, rough: locks }),
  drift: z.object({ followed_to_the_end: z.number() }),
  lets_go: z.object({ of: z.number(), most_cycles: z.number() }),
  shuffled: z.object({
    locked: z.object({ times: z.number(), intervals: z.number(), intervals_of_all: z.number() }),
    mean_coherence: z.number(),
  }),
  one_chatters: z.object({ locked: z.number() }),
});

test("a planted rhythm of 41 minutes is locked within eight cycles, followed and let go of; a week of chance, and one that chatters, lock nothing", () => {
  const said = figures.parse(fieldFigures("test", 1));
  assert.deepEqual(said.locks.clean, { within_8_cycles: 1, another_period: 0 });
  assert.equal(said.locks.rough.another_period, 0);
  assert.equal(said.drift.followed_to_the_end, 1);
  assert.ok(said.lets_go.of === 1 && said.lets_go.most_cycles < 10, JSON.stringify(said.lets_go));
  assert.deepEqual(said.shuffled, { locked: { times: 0, intervals: 0, intervals_of_all: 0 }, mean_coherence: 0 });
  assert.equal(said.one_chatters.locked, 0);
});

test("the picture of an entrained week has its inhales, locked and not, and names its sections", async () => {
  const svg = await entrainedWeek("test");
  for (const words of ["no rhythm", "41 min", "drifts to 45 min", "stops", "inhale, locked to the field"])
    assert.ok(svg.includes(words), words);
});
