import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../../src/spiralformer/model/history.js";
import { slotOf } from "../some-slots.js";

/** A history of three slots and two features, of two electrodes. */
function historyOf(...heights: readonly (readonly [number, number])[]): (electrode: number) => number[] {
  const history = new History(2, { features: ["mean", "high"], slots: 3 });
  for (const [k, [one, other]] of heights.entries())
    history.addSlot(slotOf(30 * k, { mean: one, high: one + 0.5 }, { mean: other, high: other + 0.5 }));
  return (electrode) => {
    const into = new Float32Array(history.length + 2);
    history.copyInto(into, 1, electrode);
    assert.deepEqual([into[0], into.at(-1)], [0, 0], "it keeps to its place");
    return [...into.subarray(1, -1)];
  };
}

test("it holds the latest slots of each electrode, oldest first, feature by feature", () => {
  const copy = historyOf([1, -1], [2, -2], [3, -3], [4, -4]);
  assert.deepEqual(copy(0), [2, 2.5, 3, 3.5, 4, 4.5]);
  assert.deepEqual(copy(1), [-2, -1.5, -3, -2.5, -4, -3.5]);
});

test("before anything was heard there was silence", () => {
  assert.deepEqual(historyOf([1, -1])(0), [0, 0, 0, 0, 1, 1.5]);
  assert.deepEqual(historyOf()(1), [0, 0, 0, 0, 0, 0]);
});

test("it stands on features by their names, and refuses those that slots do not have", () => {
  assert.throws(() => new History(1, { features: ["mean", "scent"], slots: 3 }), /slots have no feature "scent"/);
});
