import assert from "node:assert/strict";
import { test } from "node:test";
import type { Noticed } from "../../../src/domain/percept.js";
import { SeededRandom } from "../../../src/ports/seeded-random.js";
import { FollowWatch } from "../../../src/sensing/environment/follow-watch.js";
import { following } from "../../../src/sensing/environment/lagged-correlation.js";

const BINS = 144;

type Random = () => number;

function normal(seed: number): Random {
  const random = new SeededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** What wanders as electrodes and weather do, a value each ten minutes. */
const WANDERERS: Readonly<Record<string, (gauss: Random) => Float64Array>> = {
  "a random walk": (gauss) => summed(gauss, 1),
  "a walk of walks": (gauss) => summed(() => gauss(), 2),
  "white noise": (gauss) => Float64Array.from({ length: BINS }, gauss),
  "a slow wave with noise": (gauss) => {
    const [phase, period] = [3 * gauss(), BINS * (0.3 + Math.abs(gauss()))];
    return Float64Array.from(
      { length: BINS },
      (_, i) => 3 * Math.sin((2 * Math.PI * i) / period + phase) + 0.3 * gauss(),
    );
  },
};

function summed(gauss: Random, times: number): Float64Array {
  const values = Float64Array.from({ length: BINS }, gauss);
  for (let turn = 0; turn < times; turn++)
    for (let i = 1; i < BINS; i++) values[i]! = values[i]! * (turn === 0 ? 1 : 0.1) + values[i - 1]!;
  return values;
}

test("two things that have nothing to do with each other seem to at most once in some hundred days, however they wander", () => {
  const found: string[] = [];
  for (const [leader, one] of Object.entries(WANDERERS))
    for (const [follower, other] of Object.entries(WANDERERS)) {
      let beyond = 0;
      for (let seed = 0; seed < 300; seed++) {
        const z = following(one(normal(2 * seed)), other(normal(2 * seed + 1)), 9)?.z ?? 0;
        if (Math.abs(z) > 3.9) beyond++;
      }
      found.push(`${leader} / ${follower}: ${beyond}`);
    }
  assert.ok(
    found.every((line) => Number(line.split(": ")[1]) <= 2),
    found.join("\n"),
  );
});

/** A day of minutes: the air from a random walk through a low pass, an electrode that follows it by `share` after half an hour. */
function aDay(share: number, seed: number): FollowWatch {
  const gauss = normal(seed);
  const watch = new FollowWatch();
  watch.addCovariate({ name: "air", device: "d", channel: "c", quantity: "temperature" });
  let [walk, own] = [0, 0];
  const air: number[] = [];
  for (let minute = 0; minute < 24 * 60; minute++) {
    walk += 0.1 * gauss();
    own += 0.05 * gauss();
    air.push(12 + walk);
    watch.covariate("air", minute * 60, air[minute]!);
    watch.sample("e1", minute * 60, share * air[Math.max(0, minute - 30)]! + own);
  }
  return watch;
}

const DRIFT: Noticed = {
  ...{ source: "electrode/e1", type: "drift", intensity: 0.5, at: 24 * 3600 - 60 },
  ...{ tags: [], data: { duration_s: 3600 } },
};

test("a drift that follows the air says so, by how long it lags, and how alike they are", () => {
  const { data } = aDay(-1, 5).marked(DRIFT);
  assert.equal(data.follows, "temperature");
  assert.equal(data.covariate, "air");
  assert.ok(Math.abs(Number(data.lag_s) - 1800) <= 600, `${data.lag_s}`);
  assert.ok(Number(data.r) < -0.6, `${data.r}`);
  assert.equal(data.duration_s, 3600);
});

test("a drift of an electrode's own is left as it is, and so is all else", () => {
  for (let seed = 10; seed < 40; seed++) assert.deepEqual(aDay(0, seed).marked(DRIFT), DRIFT);
  const watch = aDay(-1, 5);
  const burst = { ...DRIFT, type: "burst" };
  assert.equal(watch.marked(burst), burst);
  const other: Noticed = { ...DRIFT, source: "electrode/e2" };
  assert.equal(watch.marked(other), other);
  assert.equal(watch.marked({ ...DRIFT, at: DRIFT.at + 48 * 3600 }).data.follows, undefined, "that was two days ago");
});

test("what never changes, or was hardly heard, follows nothing", () => {
  const walk = summed(normal(1), 1);
  assert.equal(following(walk, new Float64Array(BINS), 3), undefined);
  assert.equal(following(walk, new Float64Array(BINS).fill(Number.NaN), 3), undefined);
});
