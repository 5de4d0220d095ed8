import assert from "node:assert/strict";
import { test } from "node:test";
import { longestWave, travelOf } from "../../../src/spiralformer/claims/travel.js";
import { onset } from "./some-onsets.js";

const heard = (...times: readonly (readonly number[])[]) =>
  times.map((own, electrode) => own.map((at) => onset(electrode, at)));
const way = ({ onsets }: { onsets: readonly { electrode: number; at: number }[] }) =>
  onsets.map(({ electrode, at }) => [electrode, at]);

test("a wave is found among spikes that are none of it, up and down the medium", () => {
  const down = longestWave(heard([1010, 1300], [1110, 400], [1205], [1310]));
  assert.deepEqual(
    [way(down), down.lag],
    [
      [
        [0, 1010],
        [1, 1110],
        [2, 1205],
        [3, 1310],
      ],
      100,
    ],
  );
  const up = longestWave(heard([1300], [1190], [1090], [1010]));
  assert.deepEqual(
    up.onsets.map(({ electrode }) => electrode),
    [3, 2, 1, 0],
  );
});

test("an electrode on which it was not heard has its time none the less", () => {
  assert.deepEqual(way(longestWave(heard([0], [100], [], [300], [400]))), [
    [0, 0],
    [1, 100],
    [3, 300],
    [4, 400],
  ]);
});

test("what moves all at once, or takes longer than five minutes from one to the next, is no wave", () => {
  assert.deepEqual(longestWave(heard([100], [103], [106])), { onsets: [], lag: Number.NaN });
  assert.deepEqual(longestWave(heard([0], [400], [800])).onsets, []);
});

test("in no order of place each electrode has its highest spike, of the sign that most have, and none that lies far off", () => {
  const spikes = [
    [onset(0, 300, 8), onset(0, 250, 5), onset(0, 320, -20)],
    [onset(1, 100, 7)],
    [onset(2, 400, 9)],
    [onset(3, 200, 6)],
    [onset(4, 2000, 30)],
  ];
  const found = travelOf(spikes);
  assert.deepEqual(way(found), [
    [1, 100],
    [3, 200],
    [0, 300],
    [2, 400],
  ]);
  assert.equal(found.lag, 100);
  assert.deepEqual(way(travelOf([[onset(0, 10, 5)], [onset(1, 60, -5)], [onset(2, 110, -6)]])).length, 3);
});
