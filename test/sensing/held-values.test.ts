import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Spike } from "../../src/domain/spike.js";
import { HeldValues } from "../../src/sensing/conditioning/held-values.js";
import { WorkingGrid } from "../../src/sensing/conditioning/working-grid.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";
import { restoreState, saveState } from "../../src/sensing/stream/snapshot.js";
import { chance, ELECTRODE, sampleOf } from "./signals.js";

/** Two minutes of noise in mV, a value a second; neighbours are never equal. */
function noise(seconds: number, seed: number): number[] {
  const random = chance(seed);
  return Array.from({ length: seconds }, (_, i) => random() + (i % 2));
}

test("of a value that is written several times over, the first alone is a measurement", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 50 }), fc.integer({ min: 1, max: 1e6 }), (times, seed) => {
      const held = new HeldValues();
      const taken: number[] = [];
      const values = noise(120, seed);
      for (const [i, value] of values.entries())
        for (let k = 0; k < times; k++) if (held.push(value) && i >= 60) taken.push(value);
      assert.equal(held.held, true);
      assert.deepEqual(taken, values.slice(60));
    }),
    { numRuns: 40 },
  );
});

test("two equal measurements of a held signal are two; a quiet channel, or rows lost now and then, are believed as they are", () => {
  const held = new HeldValues();
  const told = (values: readonly number[]) => values.filter((value) => held.push(value)).length;
  for (const value of noise(60, 3)) told([value, value, value, value]);
  assert.equal(told([9, 9, 9, 9, 9, 9, 9, 9]), 2);
  assert.equal(told([7, 7, 7]), 1, "a row is missing, and the next value begins a run of its own");
  assert.equal(told([8, 8, 8, 8]), 1);
  // It was held for a while, and then it is not.
  const random = chance(4);
  const free = Array.from({ length: 400 }, () => Math.floor(random() * 3));
  told(free);
  assert.equal(held.held, false);
  assert.equal(told(free), free.length);
});

test("held at ten times the working rate, the cells are the values; and a state that was saved goes on", () => {
  const values = noise(300, 5);
  const run = (saved: number) => {
    const cells: number[] = [];
    let grid = new WorkingGrid(1, ({ mv }) => cells.push(mv));
    for (const [i, value] of values.entries()) {
      if (i === saved) {
        const state = saveState(grid);
        grid = new WorkingGrid(1, ({ mv }) => cells.push(mv));
        assert.equal(restoreState(grid, state), true);
      }
      for (let k = 0; k < 10; k++) grid.push(sampleOf(i + k / 10, value));
    }
    return cells;
  };
  const cells = run(-1);
  assert.deepEqual(cells.slice(-100), values.slice(-100));
  assert.deepEqual(run(150), cells);
});

test("values held for a minute at a row a second are a sample a minute, and no flat line", () => {
  const widths: number[] = [];
  const grid = new WorkingGrid(1, ({ width }) => widths.push(width));
  for (const [i, value] of noise(60, 6).entries()) for (let k = 0; k < 60; k++) grid.push(sampleOf(60 * i + k, value));
  assert.equal(widths[0], 1);
  assert.equal(widths.at(-1), 60);
});

test("the first rows of a recording make no spike, whatever they do", () => {
  const spikes: Spike[] = [];
  const sense = new ElectrodeSense(ELECTRODE, { spike: (s) => spikes.push(s), glyph: () => {}, percept: () => {} });
  const random = chance(8);
  const shape = (t: number) => (t < 0 ? 0 : t < 8 ? t / 8 : Math.exp((8 - t) / 20));
  for (let t = 0; t < 3000; t++)
    sense.pushValue(t, 0.004 * (random() - 0.5) - 0.4 * shape(t - 25) + 0.4 * shape(t - 2000));
  assert.deepEqual(
    spikes.map(({ polarity }) => polarity),
    [1],
  );
});
