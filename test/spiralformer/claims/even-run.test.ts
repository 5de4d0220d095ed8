import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { longestEvenRun } from "../../../src/spiralformer/claims/even-run.js";

test("onsets that follow each other evenly are one run, and its interval is their mean", () => {
  assert.deepEqual(longestEvenRun([0, 100, 205, 300, 400]), {
    times: [0, 100, 205, 300, 400],
    interval: 100,
    share: 1,
  });
});

test("one beat may be missed, and what lies between two beats is left out and counted against it", () => {
  const { times, interval, share } = longestEvenRun([0, 100, 150, 200, 400, 500]);
  assert.deepEqual([times, interval], [[0, 100, 200, 400, 500], 100]);
  assert.equal(share, 5 / 6);
});

test("it ends where two beats are missing, and begins where the beat does", () => {
  assert.deepEqual(longestEvenRun([0, 17, 1000, 1100, 1200, 1300, 1650]).times, [1000, 1100, 1200, 1300]);
});

test("of none and of one there is no interval", () => {
  assert.deepEqual(longestEvenRun([]), { times: [], interval: Number.NaN, share: 1 });
  assert.deepEqual(longestEvenRun([7]), { times: [7], interval: Number.NaN, share: 1 });
});

test("a rhythm is found whatever its period, with a jitter of five per cent", () => {
  const jitter = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 600 }), jitter, (period, off) => {
      const { times, interval, share } = longestEvenRun(off.map((share, beat) => period * (beat + share)));
      assert.equal(times.length, off.length);
      assert.equal(share, 1);
      assert.ok(Math.abs(interval / period - 1) < 0.1);
    }),
  );
});
