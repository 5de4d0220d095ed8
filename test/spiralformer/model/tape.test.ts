import assert from "node:assert/strict";
import { test } from "node:test";
import { Tape } from "../../../src/spiralformer/model/tape.js";
import { slotOf } from "../some-slots.js";

/** A tape of three slots and two channels, of two electrodes. */
function tapeOf(...heights: readonly (readonly [number, number])[]): (electrode: number) => number[] {
  const tape = new Tape(2, { features: ["mean", "high"], slots: 3 });
  for (const [k, [one, other]] of heights.entries())
    tape.hear(slotOf(30 * k, { mean: one, high: one + 0.5 }, { mean: other, high: other + 0.5 }));
  return (electrode) => {
    const into = new Float32Array(tape.length + 2);
    tape.copy(electrode, into, 1);
    assert.deepEqual([into[0], into.at(-1)], [0, 0], "it keeps to its place");
    return [...into.subarray(1, -1)];
  };
}

test("it holds the latest slots of each electrode, oldest first, channel by channel", () => {
  const copy = tapeOf([1, -1], [2, -2], [3, -3], [4, -4]);
  assert.deepEqual(copy(0), [2, 2.5, 3, 3.5, 4, 4.5]);
  assert.deepEqual(copy(1), [-2, -1.5, -3, -2.5, -4, -3.5]);
});

test("before anything was heard there was silence", () => {
  assert.deepEqual(tapeOf([1, -1])(0), [0, 0, 0, 0, 1, 1.5]);
  assert.deepEqual(tapeOf()(1), [0, 0, 0, 0, 0, 0]);
});

test("it stands on features by their names, and refuses those that slots do not have", () => {
  assert.throws(() => new Tape(1, { features: ["mean", "scent"], slots: 3 }), /slots have no feature "scent"/);
});
