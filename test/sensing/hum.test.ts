import assert from "node:assert/strict";
import test from "node:test";
import { Hum } from "../../src/sensing/conditioning/hum/hum.js";
import { HumLine } from "../../src/sensing/conditioning/hum/hum-line.js";
import { BINS, BLOCK, Spectrum } from "../../src/sensing/conditioning/hum/spectrum.js";
import { addSpike, chance, hear, listening, noise, sampleOf } from "./signals.js";

interface Mains {
  readonly period: number;
  readonly mv: number;
  /** How far its frequency wanders to either side within the hour, in Hz. */
  readonly wander: number;
}

/** Adds mains that were folded into the band, in steps of a microvolt. */
function addHum(x: Float64Array, { period, mv, wander }: Mains, from = 0, to = x.length): Float64Array {
  let phase = 0;
  for (let i = from; i < to; i++) {
    phase += 2 * Math.PI * (1 / period + wander * Math.sin((2 * Math.PI * i) / 3600));
    x[i] = Math.round((x[i]! + mv * Math.sin(phase)) * 1000) / 1000;
  }
  return x;
}

/** Eight hours with 22 spikes of 50 µV, every second one up within 8 s. */
function withSpikes(seed: number): { x: Float64Array; peaks: number[] } {
  const x = noise(28_800, seed);
  const peaks: number[] = [];
  for (let k = 0; k < 22; k++) {
    const rise = k % 2 === 1 ? 8 : 60 + 5 * k;
    const onset = 2500 + 1150 * k;
    peaks.push(onset + rise);
    addSpike(x, onset, rise, k % 2 === 1 ? 16 : 110, k % 4 < 2 ? 0.05 : -0.05);
  }
  return { x, peaks };
}

function hits(peaks: readonly number[], x: Float64Array): { hit: number; more: number; troubles: string[] } {
  const { spikes, percepts } = hear(x);
  const hit = peaks.filter((peak) => spikes.some((spike) => Math.abs(spike.peak - peak) < 25)).length;
  const troubles = percepts.filter(({ tags }) => tags.includes("trouble")).map(({ type }) => type);
  return { hit, more: spikes.length - hit, troubles };
}

function passed(x: ArrayLike<number>): { clean: Float64Array; present: number } {
  const hum = new Hum();
  const clean = new Float64Array(x.length);
  let present = 0;
  for (let i = 0; i < x.length; i++) {
    const sample = sampleOf(i, x[i]!);
    hum.push(sample);
    clean[i] = sample.mv;
    if (hum.present) present++;
  }
  return { clean, present };
}

function deviation(x: Float64Array): number {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  return Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length);
}

test("spikes of 50 µV under wandering hum of 15 to 100 µV are found as well as without it, and hum is told", () => {
  for (const seed of [1, 2]) {
    const { x, peaks } = withSpikes(seed);
    const quiet = hits(peaks, x);
    assert.deepEqual(quiet.troubles, []);
    for (const mv of [0.015, 0.1]) {
      const loud = hits(peaks, addHum(x.slice(), { period: 7.3, mv, wander: 0.003 }));
      assert.ok(loud.hit >= quiet.hit - 1, `${loud.hit} of ${quiet.hit} under ${mv} mV`);
      assert.ok(loud.more <= quiet.more + 1, `${loud.more} that are none, under ${mv} mV`);
      assert.deepEqual(new Set(loud.troubles), new Set(["hum"]));
      assert.ok(loud.troubles.length <= 5, `told ${loud.troubles.length} times`);
    }
  }
});

test("hum of any period between two samples and twenty seconds is taken out to the noise", () => {
  for (const period of [2.05, 2.9, 5, 7.3, 12, 18]) {
    const bare = noise(14_400, 4);
    const { clean, present } = passed(addHum(bare.slice(), { period, mv: 0.1, wander: 0.002 }));
    assert.ok(present > 13_000, `${period} s: ${present}`);
    const left = clean.slice(4000, 12_000).map((v, i) => v - bare[i + 4000]!);
    assert.ok(deviation(left) < 0.006, `${period} s: ${deviation(left)} mV are left`);
  }
});

test("without hum every sample goes through as it is, whatever lives in it", () => {
  const trains = [
    { every: 13, rise: 2, tau: 3 },
    { every: 9, rise: 2, tau: 3 },
    { every: 13, rise: 4, tau: 5 },
    { every: 16, rise: 5, tau: 6 },
    { every: 6, rise: 2, tau: 1.5 },
    { every: 75, rise: 5, tau: 15 },
  ];
  for (const { every, rise, tau } of trains) {
    const x = noise(9000, 6);
    for (let onset = 1500; onset < 8000; onset += every) addSpike(x, onset, rise, tau, 0.3);
    assert.deepEqual(passed(x).clean, x, `a spike every ${every} s`);
  }
  const random = chance(8);
  const x = noise(9000, 7);
  for (let onset = 1500; onset < 8000; onset += 4 + Math.round(-9 * Math.log(1 - random())))
    addSpike(x, onset, 2, 3, 0.1);
  assert.deepEqual(passed(x).clean, x);
});

test("when the mains fall silent it lets go, and is out of the way again", () => {
  const x = addHum(noise(14_400, 9), { period: 7.3, mv: 0.05, wander: 0 }, 0, 7200);
  const { clean } = passed(x);
  assert.notDeepEqual(clean.slice(2000, 7000), x.slice(2000, 7000));
  assert.deepEqual(clean.slice(8500), x.slice(8500));
});

test("a gap and a step under hum make no spikes", () => {
  const x = addHum(noise(20_000, 10), { period: 5.1, mv: 0.06, wander: 0.002 });
  for (let i = 8000; i < 8100; i++) x[i] = Number.NaN;
  for (let i = 12_000; i < x.length; i++) x[i]! += 1.5;
  for (let i = 15_000; i < 15_700; i++) x[i] = Number.NaN;
  const { spikes } = hear(x);
  assert.ok(spikes.length <= 1, `${spikes.length}`);
});

test("what is decided under hum depends on nothing later, nor on a restart", () => {
  const { x } = withSpikes(3);
  addHum(x, { period: 7.3, mv: 0.04, wander: 0.003 }, 4000, 20_000);
  const whole = hear(x);
  for (const cut of [4500, 4609, 9000, 20_700, 21_100]) {
    const before = hear(x, 0, cut);
    assert.deepEqual(
      before.spikes,
      whole.spikes.filter((spike) => spike.decided < cut),
    );
    const after = listening();
    assert.ok(after.sense.restore(JSON.parse(JSON.stringify(before.sense.save()))));
    hear(x, cut, x.length, after);
    assert.deepEqual([...before.spikes, ...after.spikes], whole.spikes, `cut at ${cut}`);
    assert.deepEqual([...before.percepts, ...after.percepts], whole.percepts, `cut at ${cut}`);
    assert.deepEqual(after.sense.removed, whole.sense.removed);
  }
  assert.ok(whole.sense.removed.hum > 14_000 && whole.sense.removed.hum < 17_500, `${whole.sense.removed.hum} s`);
});

test("the spectrum is that of the plain sum, and a line is found where it is", () => {
  const random = chance(12);
  const ring = Float64Array.from({ length: BLOCK }, () => random() - 0.5);
  const spectrum = new Spectrum();
  spectrum.of(ring, 37, 1e9);
  for (const k of [1, 2, 17, BINS / 2, BINS - 1]) {
    let re = 0;
    let im = 0;
    for (let i = 1; i < BLOCK; i++) {
      const difference = ring[(37 + i) % BLOCK]! - ring[(36 + i) % BLOCK]!;
      const windowed = difference * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / BLOCK));
      re += windowed * Math.cos((2 * Math.PI * k * i) / BLOCK);
      im += windowed * Math.sin((2 * Math.PI * k * i) / BLOCK);
    }
    assert.ok(Math.abs(spectrum.power[k]! - (re * re + im * im)) < 1e-9, `bin ${k}`);
  }
  const line = new HumLine();
  line.analyse(
    Float64Array.from({ length: BLOCK }, (_, i) => Math.sin((2 * Math.PI * i) / 7.3)),
    0,
  );
  assert.ok(Math.abs(line.frequency - 1 / 7.3) < 0.001, `${1 / line.frequency} s`);
  assert.ok(line.share > 0.98 && line.overtones < 0.02);
});
