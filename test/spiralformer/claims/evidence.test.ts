import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceOf } from "../../../src/spiralformer/claims/evidence.js";

const CLAIM = { event: "wave", start: 1000, decided: 2000 } as const;

/** The evidence of a claim where these electrodes, e1, e2 …, began then. */
function evidence(...times: readonly (readonly number[])[]) {
  const names = times.map((_, i) => `e${i + 1}`);
  return evidenceOf(CLAIM, names, (since) => times.map((all) => all.filter((time) => time >= since)));
}

test("who stirred at least a third as often as the liveliest takes part, in the order along the medium", () => {
  const found = evidence([1100, 1400], [1000, 1100, 1200, 1300, 1400, 1500], [1300], []);
  assert.deepEqual(found.electrodes, ["e1", "e2"]);
  assert.deepEqual(found.order, ["e2", "e1"]);
  assert.deepEqual([found.onsets, found.interval, found.length], [6, 100, 500]);
});

test("a wave has its order in time, and the median of its steps", () => {
  const found = evidence([1300], [1180], [1070], [1010]);
  assert.deepEqual(found.order, ["e4", "e3", "e2", "e1"]);
  assert.deepEqual(found.electrodes, ["e1", "e2", "e3", "e4"]);
  assert.deepEqual([found.lag, found.length], [110, 290]);
  assert.equal(found.onsets, 1);
  assert.ok(Number.isNaN(found.interval));
});

test("what began up to three minutes before the first reading belongs to it, and nothing older", () => {
  assert.deepEqual(evidence([100, 819, 820, 1100]).onsets, 2);
});

test("a claim without an onset names the first electrode, and knows no interval, lag or length", () => {
  const found = evidence([], []);
  assert.deepEqual([found.electrodes, found.order, found.onsets, found.length], [["e1"], [], 0, 0]);
  assert.ok(Number.isNaN(found.interval) && Number.isNaN(found.lag));
});

test("in quiet all of them take part: who asked is told of every electrode", () => {
  const quiet = evidenceOf({ ...CLAIM, event: "quiet" }, ["e1", "e2"], () => [[], [1500]]);
  assert.deepEqual([quiet.electrodes, quiet.order], [["e1", "e2"], ["e2"]]);
});
