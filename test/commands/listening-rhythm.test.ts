import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { glyphs } from "../../src/commands/glyphs.js";
import { ListeningRhythm } from "../../src/commands/recording/listening-rhythm.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";

test("of every cycle, counted from the first row, the beginning is heard", () => {
  const rhythm = ListeningRhythm.parse("120/480");
  const from = 1_767_225_600.25;
  const heard = [0, 119.5, 120, 479.5, 480, 599.5, 600, 4_800_000].map((t) => rhythm.hears(from + t));
  assert.deepEqual(heard, [true, true, false, false, true, true, false, true]);
});

test("who listens all of the time hears every row, also one whose clock was set back", () => {
  const rhythm = ListeningRhythm.parse("60/60");
  assert.deepEqual(
    [100, 159, 160, 40].map((t) => rhythm.hears(t)),
    [true, true, true, true],
  );
});

test("what makes no sense says what would", () => {
  for (const text of ["", "120", "120/", "/480", "480/120", "0/480", "-1/5", "a/b", "1/2/3", "1/Infinity", "1e3/1e12"])
    assert.throws(() => ListeningRhythm.parse(text), {
      code: "usage",
      message: `--listen ${text}: give seconds heard and the seconds of a whole cycle, like 120/480`,
    });
});

test("a recording that is listened to for half of the time: what lies between is unheard, no gap and no silence", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "andas-listen-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const random = new SeededRandom(8);
  const rows = Array.from({ length: 4 * 3600 }, (_, i) => `${i},${(0.003 * random.normal()).toFixed(3)}`);
  await writeFile(join(folder, "night.csv"), `t_s,mv\n${rows.join("\n")}\n`);
  const lines: string[] = [];
  const io = {
    out: (text: string) => {
      lines.push(...text.trimEnd().split("\n"));
    },
    err: () => {},
    signal: new AbortController().signal,
    terminal: false,
    columns: 80,
    rows: 24,
    env: {},
  };
  await glyphs.run({ words: [join(folder, "night.csv")], options: { listen: "900/1800" } }, io);
  const said = lines.slice(1).map((line) => line.split(","));
  const unheard = said
    .filter(([, glyph]) => glyph === "unheard")
    .map(([, , start, end]) => [Number(start), Number(end)]);
  assert.equal(unheard.length, 7);
  for (const [k, [start = 0, end = 0]] of unheard.entries()) {
    assert.ok(Math.abs(start - (1800 * k + 900)) <= 2, `rest ${k} begins at ${start}`);
    assert.ok(end - 1800 * (k + 1) >= -2 && end - 1800 * (k + 1) <= 20, `rest ${k} ends at ${end}`);
  }
  assert.ok(!said.some(([, glyph]) => glyph === "gap"));
});
