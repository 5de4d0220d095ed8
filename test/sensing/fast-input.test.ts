import assert from "node:assert/strict";
import test from "node:test";
import { Conditioner } from "../../src/sensing/conditioning/conditioner.js";
import { WorkingGrid } from "../../src/sensing/conditioning/working-grid.js";
import { spikeShape } from "../../src/sensing/spikes/template.js";
import { chance, type Heard, listening, sampleOf } from "./signals.js";

const RATE = 10;
const HOUR = 3600;

/** Noise at ten a second whose mean over a second has a σ of 3 µV, in mV. */
function noisy(seed: number): () => number {
  const random = chance(seed * 7919 + 1);
  return () => 0.0134 * (random() + random() + random() + random() + random() + random() - 3);
}

interface Conditioned {
  readonly clean: Map<number, number>;
  readonly removed: string[];
}

/** What the grid and the conditioner behind it make of so many seconds of a signal, over noise. */
function condition(seconds: number, seed: number, signal: (t: number) => number): Conditioned {
  const clean = new Map<number, number>();
  const removed: string[] = [];
  const conditioner = new Conditioner({
    clean: ({ at, mv }) => clean.set(at, mv),
    removed: (what) => removed.push(what),
  });
  const grid = new WorkingGrid(1, (cell) => conditioner.push(cell));
  const noise = noisy(seed);
  for (let i = 0; i < RATE * seconds; i++) grid.push(sampleOf(i / RATE, noise() + signal(i / RATE)));
  return { clean, removed };
}

function hear(seconds: number, seed: number, signal: (t: number) => number, resting = (_: number) => false): Heard {
  const heard = listening();
  const noise = noisy(seed);
  let rests = false;
  for (let i = 0; i < RATE * seconds; i++) {
    const t = i / RATE;
    if (resting(t) && !rests) heard.sense.rest();
    rests = resting(t);
    const mv = Math.round((noise() + signal(t)) * 1000) / 1000;
    if (!rests) heard.sense.pushValue(t, mv);
  }
  return heard;
}

/** A box: up at once, and down at once. */
function box(t: number, from: number, length: number): number {
  return t >= from && t < from + length ? 1 : 0;
}

test("a step is a step, however large and wherever in a second it falls", () => {
  for (const size of [0.06, -0.3, 3000]) {
    for (const moment of [1500, 1500.13, 1500.35, 1500.5, 1500.62, 1500.88]) {
      const { clean, removed } = condition(2000, 1, (t) => (t < moment ? 0 : size));
      assert.deepEqual(removed, ["step"], `${size} at ${moment}`);
      for (const [at, mv] of clean)
        if (at > 1400) assert.ok(Math.abs(mv) < 0.02, `${size} at ${moment}: ${mv} at ${at}`);
    }
  }
});

test("a box of up to three seconds is no life wherever in a second it begins, and leaves no trace", () => {
  for (const length of [0.3, 1, 2, 3]) {
    for (const from of [1500, 1500.27, 1500.5, 1500.81]) {
      const { clean, removed } = condition(2000, 2, (t) => 4 * box(t, from, length));
      assert.match(`${removed}`, /^(glitch|handling)$/, `${length} s at ${from}`);
      for (const [at, mv] of clean)
        if (at > 1400) assert.ok(Math.abs(mv) < 0.03, `${length} s at ${from}: ${mv} at ${at}`);
    }
  }
});

test("handling is cut out, and bridged at level", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = chance(seed * 101);
    const shakes = Array.from({ length: 300 }, () => random() - 0.5);
    const from = 1500 + seed / 10;
    const { clean, removed } = condition(2000, seed, (t) =>
      box(t, from, 30) ? (shakes[Math.floor((t - from) * 10)] ?? 0) : 0,
    );
    assert.ok(removed.includes("handling"), `${removed}`);
    for (const [at, mv] of clean) if (at > 1545) assert.ok(Math.abs(mv) < 0.05, `${seed}: ${mv} at ${at}`);
  }
});

test("fast spikes, up in 2 s and down in 3 s, keep their height", () => {
  let kept = 0;
  let all = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const random = chance(seed * 31);
    const bare = condition(1900, seed, () => 0).clean;
    const spikes: { onset: number; mv: number }[] = [];
    for (let onset = 1500; onset < 1850; onset += 4 - 9 * Math.log(1 - random())) {
      spikes.push({ onset, mv: 0.003 * (5 + 9 * random()) });
    }
    const { clean } = condition(1900, seed, (t) =>
      spikes.reduce(
        (sum, { onset, mv }) => sum + (t > onset && t < onset + 26 ? mv * spikeShape(t - onset, 2, 3) : 0),
        0,
      ),
    );
    for (const { onset, mv } of spikes) {
      all++;
      const peak = Math.round(onset + 2);
      const heights = [peak - 1, peak, peak + 1].map((at) => (clean.get(at) ?? 0) - (bare.get(at) ?? 0));
      if (Math.max(...heights) >= mv / 2) kept++;
    }
  }
  assert.ok(kept >= 0.9 * all, `${kept} of ${all}`);
});

test("among steps, glitches and handling, the spikes that are found are those that are there", () => {
  const spikes = [1.2, 1.7, 2.3, 2.9, 3.4].map((hour, i) => ({
    onset: hour * HOUR,
    rise: 40 + 30 * i,
    mv: i % 2 ? -0.06 : 0.06,
  }));
  const random = chance(77);
  const shakes = Array.from({ length: 200 }, () => 2 * (random() - 0.5));
  const signal = (t: number) => {
    let mv = 0.1 * Math.sin((2 * Math.PI * t) / (9 * HOUR));
    for (const { onset, rise, mv: height } of spikes) {
      if (t > onset && t < onset + 12 * rise) mv += height * spikeShape(t - onset, rise, 1.8 * rise);
    }
    if (t >= 1.05 * HOUR + 0.37) mv += 0.4;
    if (t >= 2.1 * HOUR + 0.62) mv -= 0.15;
    mv += 10 * box(t, 1.5 * HOUR + 0.4, 3) + 30 * box(t, 2.6 * HOUR + 0.1, 0.2) + 5 * box(t, 3.2 * HOUR + 0.8, 1);
    if (box(t, 2.75 * HOUR, 20)) mv += shakes[Math.floor((t - 2.75 * HOUR) * 10)] ?? 0;
    return mv;
  };
  const heard = hear(4 * HOUR, 5, signal);
  const late = heard.spikes.filter(({ peak }) => peak > HOUR);
  assert.deepEqual(
    late.map(({ polarity }) => polarity),
    spikes.map(({ mv }) => Math.sign(mv)),
    JSON.stringify(late),
  );
  for (const [i, { onset, rise }] of spikes.entries()) {
    assert.ok(Math.abs((late[i]?.peak ?? 0) - onset - rise) < 30, JSON.stringify(late[i]));
  }
  assert.ok(heard.glyphs.filter(({ name }) => name === "artefact").length >= 3);
});

test("a planned rest is unheard, and no gap", () => {
  const { glyphs } = hear(
    2 * HOUR,
    6,
    () => 0,
    (t) => t > HOUR && t % 480 >= 120,
  );
  const names = new Set(glyphs.filter(({ start }) => start > HOUR).map(({ name }) => name));
  assert.ok(names.has("unheard") && !names.has("gap"), [...names].join(" "));
});

test("a converter that dies is flat", () => {
  const { glyphs, percepts } = hear(2 * HOUR, 7, () => 0);
  assert.ok(!glyphs.some(({ name }) => name === "artefact"));
  const heard = listening();
  const noise = noisy(7);
  for (let i = 0; i < 2 * HOUR * RATE; i++)
    heard.sense.pushValue(i / RATE, i < HOUR * RATE || i > 1.2 * HOUR * RATE ? noise() : 0.123);
  assert.ok(heard.percepts.length > percepts.length);
  assert.ok(
    heard.percepts.some(({ type }) => type === "flat"),
    JSON.stringify(heard.percepts.map(({ type }) => type)),
  );
});
