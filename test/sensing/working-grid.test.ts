import assert from "node:assert/strict";
import test from "node:test";
import { WorkingGrid } from "../../src/sensing/conditioning/working-grid.js";
import { sampleOf } from "./signals.js";

function cells(rate: number, samples: Iterable<readonly [number, number]>): [number, number][] {
  const taken: [number, number][] = [];
  const grid = new WorkingGrid(rate, ({ at, mv }) => taken.push([at, mv]));
  for (const [at, mv] of samples) grid.push(sampleOf(at, mv));
  return taken;
}

test("samples at the working rate pass as they are, each at once", () => {
  const samples = Array.from({ length: 10 }, (_, i) => [100 + i, i * i] as const);
  assert.deepEqual(cells(1, samples), samples);
});

test("slower samples make wider cells", () => {
  const taken = cells(
    1,
    Array.from({ length: 20 }, (_, i) => [i * 10, i] as const),
  );
  assert.deepEqual(taken.slice(0, 3), [
    [0, 0],
    [10, 1],
    [20, 2],
  ]);
});

test("a missing row is an empty cell, a missing day is four", () => {
  const row = cells(
    1,
    [0, 1, 2, 3, 4, 5, 6, 8, 9].map((at) => [at, 1] as const),
  );
  assert.deepEqual(row.map(([at, mv]) => [at, Number.isNaN(mv)]).slice(6, 9), [
    [6, false],
    [7, true],
    [8, false],
  ]);
  const day = cells(
    1,
    [0, 1, 2, 3, 4, 5, 86400, 86401].map((at) => [at, 1] as const),
  );
  assert.equal(day.filter(([, mv]) => Number.isNaN(mv)).length, 4);
  assert.equal(day.at(-1)?.[0], 86401);
});

test("a clock that is set back begins again, a row out of order does not", () => {
  const back = cells(
    1,
    [0, 1, 2, 3, 4, 5, 1000, 1001, 500, 501, 502].map((at) => [at, 1] as const),
  );
  assert.deepEqual(
    back.slice(-3).map(([at]) => at),
    [500, 501, 502],
  );
  const order = cells(
    1,
    [0, 1, 2, 3, 4, 5, 6, 5, 7, 8].map((at) => [at, 1] as const),
  );
  assert.deepEqual(
    order.map(([at]) => at),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
});

test("a sample without a time is dropped, one without a value is a hole", () => {
  const taken = cells(1, [
    [0, 1],
    [Number.NaN, 9],
    [1, 1],
    [2, 1],
    [3, Number.POSITIVE_INFINITY],
    [4, 1],
    [5, 1],
  ]);
  assert.deepEqual(
    taken.map(([, mv]) => mv),
    [1, 1, 1, Number.NaN, 1, 1],
  );
});
