import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CallMode } from "../../../src/domain/wake.js";
import { Memory } from "../../../src/spiralformer/model/memory.js";

const SHAPE = { hidden: 2, layers: 2, reach: 3, width: 2 };

/** What a call may have left: its mode, and numbers of its own. */
function addCall(memory: Memory, mode: CallMode, slot: number): void {
  const cell = Float32Array.from({ length: 4 }, (_, i) => slot + i / 10);
  const rows = Float32Array.from({ length: 8 }, (_, i) => slot + i / 10);
  memory.addCall(mode, slot, cell, rows);
}

/** Slots that a layer remembers, oldest first. */
function remembered(memory: Memory, layer: number): number[] {
  const { reach } = SHAPE;
  return [...memory.stamp.subarray(layer * reach, (layer + 1) * reach)]
    .filter((slot) => slot >= 0)
    .toSorted((a, b) => a - b);
}

const calls = fc.array(fc.constantFrom<CallMode>("inhale", "hold", "local", "released"), { maxLength: 30 });

test("a fresh memory holds nothing: no slot stands on any row", () => {
  const memory = new Memory(SHAPE);
  assert.ok(memory.stamp.every((slot) => slot <= -1e9));
  assert.ok([...memory.cell, ...memory.rows, ...memory.count].every((value) => value === 0));
});

test("an inhale is remembered by all layers, a local exhale by the first, a hold and a released one by none", () => {
  const memory = new Memory(SHAPE);
  addCall(memory, "inhale", 4);
  addCall(memory, "local", 5);
  addCall(memory, "released", 6);
  addCall(memory, "hold", 7);
  assert.deepEqual([remembered(memory, 0), remembered(memory, 1), [...memory.count]], [[4, 5], [4], [2, 1]]);
  assert.equal(memory.cell[0], 7, "the cell always goes on");
});

test("each layer remembers the latest that it took in, and the rows are those of the same slot", () => {
  fc.assert(
    fc.property(calls, (modes) => {
      const memory = new Memory(SHAPE);
      for (const [slot, mode] of modes.entries()) addCall(memory, mode, slot);
      for (const layer of [0, 1]) {
        const took = modes.flatMap((mode, slot) =>
          mode === "inhale" || (mode === "local" && layer === 0) ? [slot] : [],
        );
        assert.deepEqual(remembered(memory, layer), took.slice(-SHAPE.reach));
        assert.equal(memory.count[layer], took.length);
        for (let row = 0; row < SHAPE.reach; row++) {
          const slot = memory.stamp[layer * SHAPE.reach + row]!;
          const key = memory.rows[(2 * layer * SHAPE.reach + row) * SHAPE.width]!;
          if (slot >= 0) assert.ok(Math.abs(key - (slot + (2 * layer * SHAPE.width) / 10)) < 1e-4);
        }
      }
    }),
  );
});

test("a twin that is told only what each call left is the same, and so is one that takes up what was saved", () => {
  fc.assert(
    fc.property(calls, fc.nat({ max: 30 }), (modes, restart) => {
      const original = new Memory(SHAPE);
      let twin = new Memory(SHAPE);
      for (const [slot, mode] of modes.entries()) {
        if (slot === restart) {
          const next = new Memory(SHAPE);
          next.restore(structuredClone(twin.save()));
          twin = next;
        }
        addCall(original, mode, slot);
        addCall(twin, mode, slot);
      }
      assert.deepEqual(twin.save(), original.save());
    }),
  );
});

test("what was saved and restored is a copy: the two go on apart", () => {
  const [one, other] = [new Memory(SHAPE), new Memory(SHAPE)];
  addCall(one, "inhale", 1);
  other.restore(one.save());
  addCall(one, "inhale", 2);
  assert.deepEqual([remembered(one, 0), remembered(other, 0)], [[1, 2], [1]]);
});
