import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MOST_STRETCHES, StretchCounter } from "../../src/acquisition/stretch-counter.js";
import type { SignalStretches } from "../../src/domain/signal-stretches.js";

function counted(every = 10) {
  const told: SignalStretches[] = [];
  return { told, counter: new StretchCounter("e1", every, (stretches) => told.push(stretches)) };
}

test("a breath is told in stretches that begin at multiples of their length; what still goes on waits", () => {
  const { told, counter } = counted();
  for (const [at, mv] of [
    [103, 2],
    [109.9, 4],
    [110, -1],
    [125, 7],
  ] as const)
    counter.add(at, mv);
  counter.breatheOut(125);
  assert.deepEqual(told, [{ electrode: "e1", from: 100, every: 10, least: [2, -1], mean: [3, -1], greatest: [4, -1] }]);
  counter.add(127, 9);
  counter.breatheOut(130);
  assert.deepEqual(told[1], { electrode: "e1", from: 120, every: 10, least: [7], mean: [8], greatest: [9] });
  counter.breatheOut(200);
  assert.equal(told.length, 2, "who heard nothing says nothing");
});

test("what was not heard is no number, and a message begins with what was", () => {
  const { told, counter } = counted();
  counter.add(5, 1);
  counter.add(15, Number.NaN);
  counter.add(25, 3);
  counter.breatheOut(30);
  assert.deepEqual(told[0]?.mean, [1, Number.NaN, 3]);
  counter.add(35, 5);
  counter.add(65, 6);
  counter.breatheOut(40);
  counter.breatheOut(70);
  assert.deepEqual([told[2]?.from, told[2]?.mean], [60, [6]]);
});

test("a long rest and a clock that was set begin anew, and nothing is lost by that", () => {
  const { told, counter } = counted();
  counter.add(5, 1);
  counter.add(10 * MOST_STRETCHES + 5, 2);
  counter.add(5, 3);
  counter.breatheOut(10 * MOST_STRETCHES);
  assert.deepEqual(
    told.map(({ from, mean }) => [from, mean]),
    [
      [0, [1]],
      [10 * MOST_STRETCHES, [2]],
      [0, [3]],
    ],
  );
});

test("however often it is told, each usable sample lies within its stretch, and every stretch comes once", () => {
  const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const samples = fc.array(fc.record({ wait: double(0.1, 400), mv: double(-5, 5) }), { maxLength: 200 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 30 }), (samples, each) => {
      const { told, counter } = counted(20);
      let at = 0;
      const all: [number, number][] = [];
      for (const [i, { wait, mv }] of samples.entries()) {
        at += wait;
        all.push([at, mv]);
        counter.add(at, mv);
        if (i % each === 0) counter.breatheOut(at);
      }
      counter.breatheOut(at + 20);
      const starts = told.flatMap(({ from, mean }) => mean.flatMap((v, i) => (Number.isNaN(v) ? [] : [from + 20 * i])));
      assert.equal(new Set(starts).size, starts.length);
      assert.deepEqual(new Set(starts), new Set(all.map(([at]) => 20 * Math.floor(at / 20))));
      for (const [at, mv] of all) {
        const one = told.find(({ from, mean }) => at >= from && at < from + 20 * mean.length)!;
        const i = Math.floor((at - one.from) / 20);
        assert.ok(one.least[i]! <= mv && mv <= one.greatest[i]!);
      }
    }),
  );
});
