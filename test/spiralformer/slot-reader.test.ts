import assert from "node:assert/strict";
import { test } from "node:test";
import { aPipeline, told } from "./a-pipeline.js";
import { loud } from "./some-models.js";

/** Heights over which the ear of these tests hears a stir, and a gasp. */
const [STIR, GASP] = [Math.expm1(loud(0.6)), Math.expm1(loud(0.8))];

test("through a breath of stirs it inhales, holds once, exhales and is still", async () => {
  const { wakes, slots } = aPipeline({ exhale: "local" });
  await slots(16, STIR);
  const modes = wakes.map(({ at, phase, mode }) => [at / 30, phase, mode]);
  const inhales = [2, 3, 4].map((slot) => [slot, "inhale", "inhale"]);
  const exhales = [7, 8, 9, 10, 11, 12].map((slot) => [slot, "exhale", "local"]);
  assert.deepEqual(modes, [...inhales, [5, "hold", "hold"], ...exhales]);
  assert.deepEqual([...new Set(wakes.map(({ why, mode }) => (mode === "hold" ? why : "")))], ["", "breath"]);
});

test("every call is told for what it costs: tokens, multiply-adds, and which electrode was loudest", async () => {
  const { wakes, slots } = aPipeline({ exhale: "local" });
  await slots(8, STIR);
  // Two layers; places 0, 1, 2, 3, 5, 8 back, as far as there are tokens; a local call enters one layer and sees 3 back.
  assert.deepEqual(
    wakes.map(({ mode, tokens, macs }) => [mode, tokens, macs]),
    [
      ...[["inhale", 2, 420] as const, ["inhale", 4, 420] as const, ["inhale", 6, 420] as const],
      ...[["hold", 0, 100] as const, ["local", 4, 320] as const, ["local", 4, 320] as const],
    ],
  );
  assert.ok(wakes.every(({ electrode }) => electrode === "e1"));
});

test("of a call that was lost nothing is remembered: the next one attends to itself alone", async () => {
  const { reader, wakes, slots } = aPipeline();
  await slots(1);
  reader.loses = 1;
  await slots(2, STIR);
  assert.deepEqual(
    wakes.map(({ tokens }) => tokens),
    [0, 2],
  );
});

test("every wake by the ear names the glyphs that led to it, and ends with the ear's own", async () => {
  const { wakes, slots } = aPipeline();
  await slots(1);
  await slots(1, GASP);
  assert.match(wakes[0]?.why ?? "", /^([a-z]+ ){1,3}stir$/);
});

test("what is read for long enough becomes one claim with its evidence, in the card's language", async () => {
  const { reader, readings, slots } = aPipeline({ rhythm: "always", language: "sv" });
  await slots(4);
  reader.says = "burst";
  await slots(4, STIR);
  const [claim] = readings;
  assert.equal(readings.length, 1);
  assert.deepEqual([claim?.event, claim?.start, claim?.decided, claim?.end], ["burst", 120, 240, 240]);
  assert.ok(Math.abs((claim?.confidence ?? 0) - 0.9) < 1e-6);
  assert.match(
    claim?.text ?? "",
    /^En skur på e1 och e2, tät i 1,5 min \(90 % säker, överraskning 3,6 bitar; väckt av: .*stir\)\.$/,
  );
  assert.deepEqual(claim?.evidence, { electrodes: ["e1", "e2"], onsets: [120, 150, 180, 210] });
  assert.ok(Math.abs((claim?.surprise ?? 0) - Math.log2(12)) < 1e-3, "of twelve glyphs each as likely as the other");
});

test("while a call is under way later slots wait for it: a slow reader reads the very same", async () => {
  const listen = async (slow: boolean) => {
    const { reader, readings, wakes, slots, pipeline } = aPipeline();
    let answer: () => void = () => {};
    if (slow) reader.busy = new Promise((resolve) => (answer = resolve));
    reader.says = "burst";
    const heard: Promise<void>[] = [];
    for (let i = 0; i < 40; i++) {
      heard.push(slots(1, i % 3 === 0 ? STIR : 0.01));
      if (!slow) await heard.at(-1);
    }
    if (slow) assert.equal(reader.calls.length, 1);
    answer();
    await Promise.all(heard);
    await pipeline.idle();
    return { readings, wakes, calls: reader.calls };
  };
  const quick = await listen(false);
  assert.ok(quick.readings.length > 0 && quick.calls.length > 5);
  assert.deepEqual(await listen(true), quick);
});

test("a hold is told nothing of what arrives meanwhile", async () => {
  const hold = async (z: number) => {
    const { reader, slots } = aPipeline();
    await slots(4, GASP);
    await slots(1, z);
    const call = reader.calls.at(-1);
    assert.equal(call?.mode, "hold");
    return call;
  };
  assert.deepEqual(await hold(0), await hold(25));
});

test("who calls as a hold begins is heard in the slot after it: a hold is blind", async () => {
  const { pipeline, readings, wakes, slots } = aPipeline({ patterns: ["rest burst"] });
  await slots(4, GASP);
  pipeline.onGlyphChange(told("rest", 0, 60));
  pipeline.onGlyphChange(told("burst", 60, 120));
  pipeline.ask(["e2"], "the operator asks");
  await slots(1, GASP);
  assert.deepEqual([wakes.at(-1)?.mode, wakes.at(-1)?.why, readings.length], ["hold", "breath", 0]);
  await slots(1);
  assert.deepEqual([wakes.at(-1)?.mode, wakes.at(-1)?.why], ["inhale", "the operator asks"]);
  assert.deepEqual(readings[0]?.electrodes, ["e2"]);
  await slots(1);
  assert.equal(readings.length, 1);
});
