import assert from "node:assert/strict";
import { test } from "node:test";
import { Onsets } from "../../../src/spiralformer/claims/onsets.js";
import { heardBy, onset } from "./some-onsets.js";

const told = (lists: readonly (readonly { at: number }[])[]) => lists.map((list) => list.map(({ at }) => at));

test("all onsets of a slot are kept, each with its own time, in the order in which they began", () => {
  const onsets = new Onsets(2);
  onsets.addSlot(30, [onset(0, 7, 7, "heard"), onset(0, 21, 7, "heard"), onset(1, 12, 7, "heard")]);
  onsets.addSlot(240, [onset(0, 210), onset(0, 100)]);
  assert.deepEqual(told(onsets.since(0)), [[7, 21, 100, 210], [12]]);
  assert.deepEqual(told(onsets.since(20)), [[21, 100, 210], []]);
});

test("what was heard as it began is the same as the spike that is found there minutes later", () => {
  const onsets = new Onsets(1);
  onsets.addSlot(30, [onset(0, 14, 6, "heard"), onset(0, 14, 9.5, "likely")]);
  onsets.addSlot(150, [onset(0, 10)]);
  onsets.addSlot(180, [onset(0, 12, 9.5, "likely")]);
  assert.deepEqual(onsets.since(0), [[onset(0, 10)]]);
});

test("what is likely counts while it may still become a spike, and no longer than that", () => {
  const onsets = new Onsets(1);
  onsets.addSlot(30, [onset(0, 20, 9.5, "likely"), onset(0, 3, 7, "heard")]);
  assert.deepEqual(told(onsets.spikesSince(0)), [[20]]);
  onsets.addSlot(300, []);
  assert.deepEqual(told(onsets.spikesSince(0)), [[]]);
});

test("what is usual on an electrode is what it did in the two hours before", () => {
  const onsets = heardBy(7800, [100, 2000, 4000, 7300], [7400]);
  assert.deepEqual(onsets.usual(7200), [(600 / 7200) * 3, 0]);
});

test("of some electrodes alone the others are as if nothing was heard there", () => {
  const some = heardBy(600, [500], [510], [520]).only([1]);
  assert.deepEqual(told(some.spikesSince(0)), [[], [510], []]);
  assert.deepEqual(told(some.since(0)), [[], [510], []]);
  assert.deepEqual(some.usual(300), [0, 0, 0]);
});

test("a clock that is set back forgets what lies ahead of it, and only the latest 256 of an electrode are kept", () => {
  const onsets = heardBy(6000, [5000]);
  onsets.addSlot(90, []);
  assert.deepEqual(told(onsets.since(0)), [[]]);
  for (let end = 120; end <= 9000; end += 30) onsets.addSlot(end, [onset(0, end - 20)]);
  assert.deepEqual([onsets.since(0)[0]?.length, onsets.since(0)[0]?.at(-1)?.at], [256, 8980]);
});
