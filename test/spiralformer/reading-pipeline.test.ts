import assert from "node:assert/strict";
import { test } from "node:test";
import { parseGlyphPattern } from "../../src/domain/glyph-pattern/parse.js";
import { ReadingPipeline } from "../../src/spiralformer/reading-pipeline.js";
import { WakeRules } from "../../src/spiralformer/waking/wake-rules.js";
import { aPipeline, told } from "./a-pipeline.js";

test("without a model the pipeline counts who asked, and says that nobody reads", async () => {
  const pipeline = new ReadingPipeline();
  for (const [i, name] of (["rest", "pause", "burst", "pause"] as const).entries())
    pipeline.onGlyphChange(told(name, 600 * i, 600 * (i + 1)));
  assert.equal(pipeline.requests, 1);
  assert.equal(pipeline.ask(["e1"], "somebody wonders"), false);
  assert.equal(pipeline.requests, 2);
  pipeline.advanceTo(2400);
  await pipeline.idle();
});

test("a glyph pattern that matches has the slot read whatever the ear says, and the audit names it", async () => {
  const { pipeline, reader, wakes, slots } = aPipeline({ patterns: ["rest burst rest"] });
  await slots(14);
  assert.equal(reader.calls.length, 0, "the ear hears nothing");
  for (const [i, name] of (["rest", "burst", "rest"] as const).entries())
    pipeline.onGlyphChange(told(name, 100 * i, 100 * (i + 1)));
  await slots(1);
  assert.equal(reader.calls.length, 1, "in a pause, and of silence");
  const [wake] = wakes;
  assert.deepEqual([wake?.why, wake?.phase, wake?.mode, wake?.woken], ["rest burst rest", "pause", "inhale", true]);
  assert.deepEqual([wake?.at, wake?.model, wake?.milliseconds], [450, reader.name, 0.25]);
  await slots(4);
  assert.equal(reader.calls.length, 1, "once");
});

test("who asks gets a reading in any case, quiet included, of the electrodes that were asked for", async () => {
  const { pipeline, readings, wakes, slots } = aPipeline({ electrodes: ["e1", "e2", "e3"] });
  await slots(14);
  assert.equal(pipeline.ask(["e2"], "the operator asks"), true);
  assert.equal(readings.length, 0, "not before the slot is over");
  await slots(1);
  const [reading] = readings;
  assert.deepEqual([reading?.event, reading?.electrodes, reading?.decided], ["quiet", ["e2"], 450]);
  assert.match(reading?.text ?? "", /^Nothing but quiet on e2 \(90 % sure, .*; woken by: the operator asks\)\.$/);
  assert.deepEqual(
    reading?.embedding?.map((one) => one.toFixed(1)),
    ["0.6", "0.8"],
  );
  assert.equal(wakes[0]?.why, "the operator asks");
  await slots(4);
  assert.equal(readings.length, 1);
});

test("who asks for what is not there, or for nothing, hurts nobody", async () => {
  const { pipeline, reader, readings, slots } = aPipeline();
  await slots(2);
  assert.equal(pipeline.ask([], "nobody"), false);
  await slots(1);
  assert.equal(reader.calls.length, 0);
  pipeline.ask(["e9"], "the operator asks");
  await slots(1);
  assert.equal(reader.calls.length, 1);
  assert.deepEqual(readings, []);
});

test("who asks is told how surprising it was, if a call before had foretold anything", async () => {
  const { pipeline, readings, slots } = aPipeline();
  await slots(2);
  for (const why of ["first", "second"]) {
    pipeline.ask(["e1"], why);
    await slots(1);
  }
  assert.deepEqual(
    readings.map(({ surprise }) => surprise.toFixed(3)),
    ["0.000", Math.log2(12).toFixed(3)],
  );
});

test("two who ask within one slot are told in one reading, of all their electrodes", async () => {
  const { pipeline, readings, slots } = aPipeline({ electrodes: ["e1", "e2", "e3"] });
  await slots(2);
  pipeline.ask(["e3"], "a reflex asks");
  pipeline.ask(["e1"], "the operator asks");
  await slots(1);
  assert.deepEqual(
    readings.map(({ event, electrodes }) => [event, electrodes]),
    [["quiet", ["e1", "e3"]]],
  );
});

test("a reader that loses a call costs one reading, and the next is read", async () => {
  const { pipeline, reader, readings, wakes, slots } = aPipeline();
  await slots(2);
  reader.loses = 1;
  pipeline.ask(["e1"], "first");
  await slots(1);
  pipeline.ask(["e1"], "second");
  await slots(1);
  assert.deepEqual(
    wakes.map(({ why, milliseconds }) => [why, milliseconds]),
    [
      ["first", undefined],
      ["second", 0.25],
    ],
  );
  assert.equal(readings.length, 1);
  assert.match(readings[0]?.text ?? "", /woken by: second/);
});

test("a long silence calls while it lasts, and not again when it ends", () => {
  const pipeline = new ReadingPipeline(new WakeRules([parseGlyphPattern("silence>=2h")]));
  pipeline.onGlyphChange(told("spike", 0, 600));
  pipeline.onGlyphChange(told("rest", 600, 700, { phase: "open" }));
  pipeline.onGlyphChange(told("silence", 600, 4300, { phase: "upgrade" }));
  assert.equal(pipeline.due, 600 + 7200);
  pipeline.advanceElectrode("e1", 7700);
  assert.equal(pipeline.requests, 0);
  pipeline.advanceElectrode("e1", 7810);
  assert.deepEqual([pipeline.requests, pipeline.due], [1, Number.POSITIVE_INFINITY]);
  pipeline.onGlyphChange(told("silence", 600, 9000));
  assert.equal(pipeline.requests, 1);
});

test("what nobody can be told of is not read: electrodes that gave nothing yet", async () => {
  const { pipeline, reader, wakes, slots } = aPipeline();
  pipeline.ask(["e1"], "too early");
  await slots(20, Number.NaN);
  assert.deepEqual([reader.calls, wakes], [[], []]);
});
