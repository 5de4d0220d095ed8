import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceOf } from "../../../src/spiralformer/claims/evidence.js";
import { Onsets } from "../../../src/spiralformer/claims/onsets.js";
import { heardBy, onset } from "./some-onsets.js";

const every = (period: number, count: number, from: number) =>
  Array.from({ length: count }, (_, k) => from + k * period);

test("of a rhythm all take part that beat alike, whatever a noisy electrode does", () => {
  const noisy = [1000, 1013, 1090, 1100, 1111, 1150, 1220, 1290, 1310, 1322, 1400, 1430];
  const { electrodes, onsets, interval, share } = evidenceOf(
    "rhythm",
    heardBy(
      2000,
      every(120, 6, 1000),
      every(125, 5, 1010),
      noisy.map((at) => at + 400),
      [1500],
    ),
    1100,
  );
  assert.deepEqual([electrodes, onsets.length, interval, share], [[0, 1], 6, 120, 1]);
});

test("of spikes without a rhythm those take part that do more than they usually do", () => {
  const busy = every(150, 60, 0).map((at, k) => at + ((k * 37) % 90));
  const { electrodes, onsets } = evidenceOf(
    "irregular",
    heardBy(9000, busy, [8000, 8100, 8190, 8400, 8700], [8200]),
    8100,
  );
  assert.deepEqual([electrodes, onsets], [[1], [8000, 8100, 8190, 8400, 8700]]);
});

test("of a burst those are named on which it was dense, however sure each of its onsets is", () => {
  const onsets = new Onsets(3);
  const dense = (electrode: number, count: number) =>
    Array.from({ length: count }, (_, k) => onset(electrode, 1000 + 20 * k, 7, "heard"));
  onsets.addSlot(1200, [...dense(0, 8), ...dense(2, 5), onset(1, 1000), onset(1, 1100)]);
  const { electrodes, onsets: times } = evidenceOf("burst", onsets, 1050);
  assert.deepEqual([electrodes, times.length], [[0, 2], 8]);
});

test("of handling those that moved at once, at the latest moment in which most did", () => {
  const { electrodes, onsets } = evidenceOf("artefact", heardBy(1200, [900, 1100], [1101], [1000, 1102], [1000]), 1000);
  assert.deepEqual([electrodes, onsets], [[0, 1, 2], [1100]]);
});

test("of a wave its order in time, its step, and which share of those that began it explains", () => {
  const { electrodes, order, onsets, lag, share } = evidenceOf(
    "wave",
    heardBy(1600, [1300], [1200], [1100], [1000], [1450]),
    1100,
  );
  assert.deepEqual(
    [order, electrodes],
    [
      [3, 2, 1, 0],
      [0, 1, 2, 3],
    ],
  );
  assert.deepEqual([onsets, lag, share], [[1000, 1100, 1200, 1300], 100, 0.8]);
  assert.deepEqual(evidenceOf("scatter", heardBy(1600, [1200], [1300], [1100], [1400]), 1100).order, [2, 0, 1, 3]);
});

test("where nothing was heard there is no evidence of anything, and no figure of it", () => {
  for (const event of ["quiet", "rhythm", "irregular", "burst", "artefact", "wave", "scatter"] as const) {
    const { onsets, order, lag, interval } = evidenceOf(event, heardBy(1200, [], []), 1000);
    assert.deepEqual([onsets, order, lag, interval], [[], [], Number.NaN, Number.NaN]);
  }
});
