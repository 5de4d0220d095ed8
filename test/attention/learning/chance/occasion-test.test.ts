import assert from "node:assert/strict";
import { test } from "node:test";
import { testOccasion } from "../../../../src/attention/learning/chance/occasion-test.js";
import { DAY, HOUR } from "../../../../src/domain/time.js";
import { SeededRandom } from "../../../../src/ports/seeded-random.js";
import { atAnyTime, heardFor, meanWealth } from "./worlds.js";

const DAYS = 20;
const WITHIN = 2 * HOUR;
const rains = (random: SeededRandom) => atAnyTime(0.5 / 24, DAYS - 1, random);

test("what follows rain, and is rare without it, is found; what comes at any time is not", () => {
  const random = new SeededRandom("rain");
  const rain = rains(random);
  const followed = testOccasion(
    rain,
    rain.map((at) => at + HOUR),
    WITHIN,
    heardFor(DAYS),
    DAYS * DAY,
  );
  assert.ok(followed.log > 5, `${followed.log}`);
  assert.ok(followed.trials.every(({ came, chance }) => came && chance < 0.5));

  const logs = Array.from({ length: 60 }, (_, seed) => {
    const at = new SeededRandom(`dry ${seed}`);
    return testOccasion(rains(at), atAnyTime(4 / 24, DAYS, at), WITHIN, heardFor(DAYS), DAYS * DAY).log;
  });
  assert.ok(meanWealth(logs) < 1.2, `${meanWealth(logs)}`);
});

test("an occasion whose effect may still be told is not judged", () => {
  const { trials } = testOccasion([DAY, 20 * DAY - HOUR], [], WITHIN, heardFor(DAYS), DAYS * DAY);
  assert.deepEqual(
    trials.map(({ at }) => at),
    [DAY],
  );
});

test("what is livelier about the occasion, before it as well, does not follow it", () => {
  const random = new SeededRandom("about");
  const rain = rains(random);
  const after = rain.map((at) => at + HOUR);
  const before = rain.flatMap((at) => [at - HOUR, at - 3 * HOUR, at + 3 * HOUR]);
  const log = (effects: readonly number[]) =>
    testOccasion(
      rain,
      [...effects].sort((a, b) => a - b),
      WITHIN,
      heardFor(DAYS),
      DAYS * DAY,
    ).log;
  assert.ok(log([...after, ...before]) < log(after) - 3);
});
