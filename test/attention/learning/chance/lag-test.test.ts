import assert from "node:assert/strict";
import { test } from "node:test";
import {
  followLag,
  lagsBetween,
  testLag,
  testLags,
  WAVE_LAGS,
} from "../../../../src/attention/learning/chance/lag-test.js";
import { DAY, HOUR, MINUTE } from "../../../../src/domain/time.js";
import { SeededRandom } from "../../../../src/ports/seeded-random.js";
import { atAnyTime, meanWealth } from "./worlds.js";

const DAYS = 14;
const DELAY = 20 * MINUTE;

test("a delay that is kept once or twice a day is found among spikes that know nothing of each other", () => {
  const random = new SeededRandom("kept");
  const causes = atAnyTime(1.5 / 24, DAYS, random);
  const kept = causes.map((at) => at + DELAY * (1 + 0.05 * random.normal()));
  const effects = [...kept, ...atAnyTime(0.2, DAYS, random)].sort((a, b) => a - b);
  const { all, found } = testLags(causes, effects, WAVE_LAGS);
  assert.ok(all > 5, `${all}`);
  assert.ok(Math.abs(found[0]!.lag.delay - DELAY) < 3 * MINUTE);
});

test("electrodes that know nothing of each other win nothing on average, however unevenly they spike", () => {
  const logs: number[] = [];
  for (let month = 0; month < 60; month++) {
    const random = new SeededRandom(`chance ${month}`);
    // Day and night, and clusters: both electrodes are livelier at the same hours.
    const day = (at: number) => random.next() < 0.5 + 0.45 * Math.cos((2 * Math.PI * at) / DAY);
    const cluster = (at: number) => [at, at + 10 * MINUTE * random.next(), at + 30 * MINUTE * random.next()];
    const lively = () =>
      atAnyTime(0.5, DAYS, random)
        .filter(day)
        .flatMap(cluster)
        .sort((a, b) => a - b);
    logs.push(testLags(lively(), lively(), WAVE_LAGS).all);
  }
  assert.ok(meanWealth(logs) <= 1, `${meanWealth(logs)}`);
  assert.ok(Math.max(...logs) < Math.log(20), "and nowhere much");
});

test("a cluster is one thing: thirty spikes after one cause say no more than one", () => {
  const [lag] = lagsBetween([DELAY, DELAY], 0.1, [MINUTE, 10 * MINUTE], 3 * HOUR);
  const one = testLag([1000], [1000 + DELAY], lag!);
  const many = testLag(
    [1000],
    Array.from({ length: 30 }, (_, index) => 1000 + DELAY + index),
    lag!,
  );
  assert.ok(Math.abs(one - many) < 1e-9);
});

test("where nearly all of the time is awaited anyway, nothing is learnt", () => {
  const [lag] = lagsBetween([DELAY, DELAY], 0.1, [MINUTE, 10 * MINUTE], 3 * HOUR);
  const often = Array.from({ length: 500 }, (_, index) => index * 2 * MINUTE);
  assert.equal(testLag(often, [5000, 9000, 20_000], lag!), 0);
});

test("too few spikes keep no delay", () => {
  assert.deepEqual(testLags([1, 2, 3], [4, 5, 6], WAVE_LAGS), { all: Number.NEGATIVE_INFINITY, found: [] });
});

test("of each cause it is told what became of it", () => {
  const lag = { delay: 100, width: 10, block: 60 };
  const { trials, delays } = followLag([0, 1000, 2000], [95, 104, 1125, 2105], lag);
  assert.deepEqual(
    trials.map(({ at, came }) => [at, came]),
    [
      [0, true],
      [1000, false],
      [2000, true],
    ],
  );
  assert.deepEqual(delays, [104, 105], "the nearest one counts");
  assert.ok(Math.abs(trials[0]!.chance - 20 / 40 / 3) < 1e-9, "one came beside its time");
});
