import assert from "node:assert/strict";
import test from "node:test";
import { Conditioner } from "../../src/sensing/conditioning/conditioner.js";
import type { Removed } from "../../src/sensing/conditioning/tally.js";
import { addSpike, chance, field, hear, noise, sampleOf } from "./signals.js";

interface Conditioned {
  readonly clean: Map<number, number>;
  readonly removed: { what: Removed; from: number; to: number }[];
}

function condition(x: ArrayLike<number>): Conditioned {
  const clean = new Map<number, number>();
  const removed: Conditioned["removed"] = [];
  const conditioner = new Conditioner({
    clean: ({ at, mv }) => clean.set(at, mv),
    removed: (what, from, to) => removed.push({ what, from, to }),
  });
  for (let i = 0; i < x.length; i++) conditioner.push(sampleOf(i, x[i]!));
  return { clean, removed };
}

/** How much the level differs across a place, in millivolts. */
function edge({ clean }: Conditioned, from: number, to: number): number {
  const mean = (a: number, b: number) => {
    let sum = 0;
    let n = 0;
    for (let i = a; i < b; i++) {
      const y = clean.get(i);
      if (y === undefined) continue;
      sum += y;
      n++;
    }
    return sum / n;
  };
  return Math.abs(mean(to + 1, to + 20) - mean(from - 20, from));
}

test("a step, up to a million times the noise, leaves no edge", () => {
  for (const size of [0.06, -0.3, 3000]) {
    const x = noise(3000, 1);
    for (let i = 2000; i < 3000; i++) x[i]! += size;
    const done = condition(x);
    assert.deepEqual(
      done.removed.map((r) => r.what),
      ["step"],
      `${size}`,
    );
    assert.ok(edge(done, 2000, 2000) < 0.006, `${size}: ${edge(done, 2000, 2000)}`);
  }
});

test("a glitch of one to three samples is gone", () => {
  for (const length of [1, 2, 3]) {
    const x = noise(3000, 2);
    for (let i = 2000; i < 2000 + length; i++) x[i]! -= 4;
    const done = condition(x);
    assert.deepEqual(done.removed, [{ what: "glitch", from: 2000, to: 2000 + length }]);
    for (let i = 1990; i < 2010; i++)
      assert.ok(Math.abs((done.clean.get(i) ?? 9) - (done.clean.get(1990) ?? 0)) < 0.03);
  }
});

test("handling, a dead converter and a gap are cut out and bridged at level", () => {
  const random = chance(5);
  const ways: [Removed, (x: Float64Array, i: number) => number][] = [
    ["handling", (x, i) => x[i]! + random() - 0.5],
    ["flat", (x) => x[2000]!],
    ["gap", () => Number.NaN],
  ];
  for (const [what, way] of ways) {
    const x = noise(3000, 3);
    for (let i = 2000; i < 2100; i++) x[i] = way(x, i);
    for (let i = 2100; i < 3000; i++) x[i]! += 0.5;
    const done = condition(x);
    assert.deepEqual(
      done.removed.map((r) => r.what),
      [what],
    );
    assert.ok((done.removed[0]?.to ?? 0) - (done.removed[0]?.from ?? 0) > 75);
    assert.ok(edge(done, 1999, 2112) < 0.008, `${what}: ${edge(done, 1999, 2112)}`);
  }
});

test("two missing rows are interpolated without a word", () => {
  const x = noise(3000, 4);
  x[2000] = Number.NaN;
  x[2001] = Number.NaN;
  const done = condition(x);
  assert.deepEqual(done.removed, []);
  assert.ok(done.clean.has(2000) && done.clean.has(2001));
});

test("a quiet channel of microvolt steps is neither flat nor full of jumps", () => {
  const random = chance(9);
  const x = Float64Array.from({ length: 20000 }, () => (random() < 0.7 ? 0.5 : random() < 0.5 ? 0.501 : 0.499));
  const { removed, clean } = condition(x);
  assert.deepEqual(removed, []);
  assert.ok(clean.size > 19900);
});

test("fast spikes, up in 2 s and down in 3 s, 13 s apart, keep their height", () => {
  let kept = 0;
  let all = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const random = chance(seed * 31);
    const x = noise(4000, seed);
    const bare = condition(x);
    const at: { onset: number; mv: number }[] = [];
    for (let onset = 2000; onset < 2300; onset += 4 + Math.round(-9 * Math.log(1 - random()))) {
      const mv = 0.003 * (5 + 9 * random()) * Math.exp(-(onset - 2000) / 300);
      at.push({ onset, mv });
      addSpike(x, onset, 2, 3, mv);
    }
    const done = condition(x);
    for (const { onset, mv } of at) {
      all++;
      const height = (from: Conditioned) => (from.clean.get(onset + 2) ?? 0) - (from.clean.get(1990) ?? 0);
      if (height(done) - height(bare) >= mv / 2) kept++;
    }
  }
  assert.ok(kept >= 0.9 * all, `${kept} of ${all}`);
});

test("a channel that becomes rough for good is believed in the end", () => {
  const random = chance(77);
  const x = Float64Array.from({ length: 12000 }, (_, i) => (random() - 0.5) * (i < 3000 ? 0.01 : 1));
  const { clean } = condition(x);
  assert.ok(clean.has(11900));
});

test("each kind that was taken out is counted, with its time", () => {
  const { removed } = hear(field(3)).sense;
  assert.deepEqual(
    [removed.step.times, removed.glitch.times, removed.gap.times, removed.handling.times, removed.flat.times],
    [1, 1, 1, 1, 1],
  );
  assert.deepEqual([removed.step.seconds, removed.glitch.seconds, removed.gap.seconds], [1, 1, 120]);
  assert.ok(Math.abs(removed.handling.seconds - 30) < 15 && Math.abs(removed.flat.seconds - 200) < 60);
  assert.equal(removed.hum, 0);
});

test("the converter's step is learnt from what was measured, not from what was bridged", () => {
  const x = noise(3000, 14);
  x[1000] = Number.NaN;
  x[1500] = 7;
  x[1501] = 7;
  const conditioner = new Conditioner({ clean() {}, removed() {} });
  for (let i = 0; i < x.length; i++) conditioner.push(sampleOf(i, x[i]!));
  assert.ok(Math.abs(conditioner.converterStep - 0.001) < 1e-9, `${conditioner.converterStep}`);
});

test("a hand that comes back within a minute is one artefact, one that comes later is another", () => {
  const x = noise(12_000, 15);
  for (const at of [6000, 6040, 6090, 6300]) for (let i = at; i < x.length; i++) x[i]! += 0.4;
  const artefacts = hear(x).glyphs.filter(({ name }) => name === "artefact");
  assert.deepEqual(
    artefacts.map(({ start, end }) => [start, end]),
    [
      [6000, 6091],
      [6300, 6301],
    ],
  );
});

test("a busy electrode is settled about as early as a quiet one, a drifting one is not", () => {
  const settled = (x: Float64Array) => hear(x).glyphs.find(({ name }) => name === "settling")?.end ?? x.length;
  const busy = noise(12_000, 16);
  for (let k = 0; k < 22; k++) addSpike(busy, 100 + 500 * k, 60, 110, k % 2 === 0 ? -0.1 : 0.1);
  assert.ok(settled(noise(12_000, 16)) < 1300);
  assert.ok(settled(busy) < 2000, `${settled(busy)} s`);
  const drifting = noise(12_000, 16).map((mv, i) => mv + 3 * Math.exp(-i / 1800));
  assert.ok(settled(drifting) > 4000, `${settled(drifting)} s`);
});
