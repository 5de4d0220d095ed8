import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { undisturbed } from "../../src/breathing/forecast.js";
import { rhythmFor } from "../../src/breathing/rhythms/rhythm-for.js";
import type { Io } from "../../src/commands/command.js";
import { Options } from "../../src/commands/options.js";
import { mostRead } from "../../src/commands/read/most-read.js";
import { drawReadings, ReadingPictureData } from "../../src/commands/read/picture.js";
import { RecordedBreath } from "../../src/commands/read/recorded-breath.js";
import { read } from "../../src/commands/read.js";
import { sense } from "../../src/commands/sense-recording.js";
import { isAndasError } from "../../src/domain/errors.js";
import type { Reading } from "../../src/domain/reading.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { openModels } from "../../src/spiralformer/model/open-models.js";
import { MODELS } from "../../src/spiralformer/model/open-reader.js";
import { SteadyBreath } from "../../src/spiralformer/waking/breath-position.js";

const HOUR = 3600;
const HOURS = 14;
const BREATH = {
  phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 },
  radio: "breath",
  exhale: "auto",
  earlyExhaleEvery: 600,
} as const;

let folder = "";
let recording = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "andas-night-"));
  recording = join(folder, "night.csv");
  const random = new SeededRandom(3);
  const rows = Array.from({ length: HOURS * HOUR }, (_, t) => {
    const since = t % 1500;
    const spike = t < 6 * HOUR || t > 9 * HOUR ? 0 : 0.3 * (since < 40 ? since / 40 : Math.exp((40 - since) / 60));
    return `${(spike + 0.004 * random.normal()).toFixed(5)},${(0.004 * random.normal()).toFixed(5)}`;
  });
  await writeFile(recording, ["e1,e2", ...rows].join("\n"));
});

after(() => rm(folder, { recursive: true, force: true }));

function io(): Io & { told: string } {
  const said = {
    told: "",
    out: (text: string) => {
      said.told += text;
    },
    err: () => {},
    signal: new AbortController().signal,
    terminal: false,
    columns: 80,
    rows: 24,
    env: {},
  };
  return said;
}

function reading(start: number, decided: number, confidence = 0.8): Reading {
  const what = { event: "rhythm", surprise: 1, electrodes: ["e1"], text: "A steady rhythm on e1." } as const;
  return { ...what, confidence, start, end: decided, decided };
}

/** The recording, as somebody kept it who read this in it. */
async function nightOf(readings: readonly Reading[]): Promise<ReadingPictureData> {
  const kept = new ReadingPictureData(new SteadyBreath((from) => undisturbed(rhythmFor(BREATH), from)));
  kept.readings.push(...readings);
  const args = { words: [recording], options: {} };
  await sense(args, new Options(args), io(), {
    opened: (opened) => kept.open(opened),
    sample: (electrode, at) => {
      kept.row(at);
      if (electrode === 0 && at % 30 === 0 && at > 0) kept.breath.positionOf(at);
    },
    spike: (spike) => kept.spikes.push(spike),
    glyph: (glyph) => kept.glyphs.push(glyph),
    flush: () => {},
  });
  return kept;
}

const draw = (kept: ReadingPictureData, options: Record<string, string> = {}) =>
  drawReadings(kept, new Options({ words: [recording], options }), "spiralformer 1a2b3c4d");

test("a night is the ten hours in which most was read, or what was asked for", async () => {
  const kept = await nightOf([reading(600, 1200), reading(5 * HOUR, 5.2 * HOUR), reading(12 * HOUR, 12.5 * HOUR)]);
  const usual = await draw(kept, { credit: "by nobody" });
  assert.match(usual, /10 h of 14 h, \d+ spikes, read by spiralformer 1a2b3c4d/);
  assert.match(usual, /electrode e1/);
  assert.match(usual, /electrode e2/);
  assert.match(usual, /0 calls, 2 readings/);
  assert.match(usual, />rhythm 80 %</);
  assert.match(usual, />by nobody</);
  assert.match(usual, /75 breaths, one every 8 min/);
  assert.match(await draw(kept, { from: "0", to: "7200" }), /2 h of 14 h, .*1 reading/s);
  assert.match(await draw(kept, { from: "7200" }), /10 h of 14 h/);
  assert.match(await draw(await nightOf([])), /10 h of 14 h.*nothing was read in this time/s);
  await assert.rejects(draw(kept, { from: "90000" }), /nothing was recorded there; it goes from 0 to 50399 s/);
});

test("what makes no sense is said before anything is read", async () => {
  const refused = (options: Record<string, string>, what: RegExp) =>
    assert.rejects(
      async () => read.run({ words: [recording], options }, io()),
      (error) => isAndasError(error, "usage") && what.test(error.message),
    );
  await refused({ from: "10" }, /add --svg FILE/);
  await refused({ to: "10" }, /add --svg FILE/);
  await refused({ credit: "by nobody" }, /add --svg FILE/);
  await refused({ svg: join(folder, "no.svg"), from: "soon" }, /--from soon: give a number/);
});

test("the breath that is drawn is the one that was told, phase after phase", () => {
  const told = new SteadyBreath((from) => undisturbed(rhythmFor(BREATH), from));
  const kept = new RecordedBreath(new SteadyBreath((from) => undisturbed(rhythmFor(BREATH), from)));
  for (let end = 30; end <= 2 * HOUR; end += 30) assert.deepEqual(kept.positionOf(end), told.positionOf(end));
  assert.deepEqual(kept.pieces.slice(0, 5), [
    { phase: "inhale", start: 0, end: 120 },
    { phase: "hold", start: 120, end: 180 },
    { phase: "exhale", start: 180, end: 360 },
    { phase: "pause", start: 360, end: 480 },
    { phase: "inhale", start: 480, end: 600 },
  ]);
  assert.equal(kept.pieces.length, 60);
  kept.positionOf(3 * HOUR);
  assert.equal(kept.pieces.at(-1)?.start, 3 * HOUR - 30, "a hole in the recording is no breath");
});

test("no other stretch of that length holds more readings", () => {
  const read = fc
    .tuple(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 3000 }))
    .map(([start, length]) => reading(start, start + length));
  fc.assert(
    fc.property(fc.array(read, { minLength: 1, maxLength: 30 }), (readings) => {
      const span = 10 * HOUR;
      const held = (from: number) => readings.filter((r) => r.start >= from && r.decided <= from + span).length;
      const begin = mostRead(readings, span, 0, 100_000);
      assert.ok(begin !== undefined && begin >= 0 && begin <= 100_000 - span);
      for (const { start } of readings) assert.ok(held(begin) >= held(start));
    }),
  );
  assert.equal(mostRead([], 10, 0, 100), undefined);
  assert.equal(mostRead([reading(40, 60)], 50, 0, 100), 25, "it stands in the middle");
  assert.equal(mostRead([reading(5, 6, 0.5), reading(90, 91, 0.9)], 20, 0, 100), 80, "of equals the surest");
  assert.equal(mostRead([reading(5, 6)], 200, 0, 100), 0, "a recording shorter than a night");
});

const models = await openModels(MODELS, readFile).then(
  () => undefined,
  (error: Error) => error.message,
);

test("andas read --svg draws beside the lines that it prints", { skip: models }, async () => {
  const svg = join(folder, "read.svg");
  const said = io();
  assert.equal(await read.run({ words: [recording], options: { svg, audit: true } }, said), 0);
  const picture = await readFile(svg, "utf8");
  assert.match(picture, /10 h of 14 h, \d+ spikes, read by spiralformer [0-9a-f]{8}/);
  assert.match(picture, /one every 8 min/);
  assert.match(said.told, /^start_s,end_s,event/);
  const calls = said.told.split("\n").filter((line) => /^#wake,\d/.test(line));
  const whole = join(folder, "whole.svg");
  await read.run({ words: [recording], options: { svg: whole, from: "0", to: "60000" } }, io());
  assert.match(await readFile(whole, "utf8"), new RegExp(`>${calls.length} calls?, \\d+ reading`));
});
