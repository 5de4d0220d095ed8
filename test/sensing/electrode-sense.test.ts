import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Glyph } from "../../src/domain/glyph.js";
import type { Noticed } from "../../src/domain/percept.js";
import type { Spike } from "../../src/domain/spike.js";
import { HOUR } from "../../src/domain/time.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";

function sensing() {
  const spikes: Spike[] = [];
  const glyphs: Glyph[] = [];
  const percepts: Noticed[] = [];
  const sense = new ElectrodeSense(
    { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false },
    { spike: (s) => spikes.push(s), glyph: (g) => glyphs.push(g), percept: (p) => percepts.push(p) },
  );
  return { sense, spikes, glyphs, percepts };
}

interface Planted {
  readonly onset: number;
  readonly rise: number;
  readonly amplitude: number;
}

/** Hours of an electrode in mV at 1 Hz: 3 µV of noise, a slow swing of the level, spikes where they were planted. */
function electrode(hours: number, planted: readonly Planted[], seed = 1): Float64Array {
  const random = new SeededRandom(seed);
  return Float64Array.from({ length: hours * HOUR }, (_, t) => {
    let mv = 2 + 0.003 * random.normal() + 0.1 * Math.sin((2 * Math.PI * t) / (11 * HOUR));
    for (const { onset, rise, amplitude } of planted) mv += amplitude * shape(t - onset, rise);
    return Math.round(mv * 1000) / 1000;
  });
}

/** Raised-cosine rise, exponential recovery of twice its length. */
function shape(t: number, rise: number): number {
  if (t < 0) return 0;
  return t < rise ? 0.5 - 0.5 * Math.cos((Math.PI * t) / rise) : Math.exp((rise - t) / (2 * rise));
}

const PLANTED: readonly Planted[] = [4, 5, 6.5, 7, 8.2].map((hour, i) => ({
  onset: hour * HOUR,
  rise: 60 + 20 * i,
  amplitude: i % 2 === 0 ? 0.08 : -0.08,
}));

test("planted spikes are found, with their sign, near their peak, and not before they can be known", () => {
  const { sense, spikes } = sensing();
  for (const [t, mv] of electrode(10, PLANTED).entries()) sense.pushValue(t, mv);
  for (const { onset, rise, amplitude } of PLANTED) {
    const found = spikes.find((spike) => Math.abs(spike.peak - (onset + rise)) < 60);
    assert.ok(found, `the spike at ${onset} s was not found`);
    assert.equal(found.polarity, Math.sign(amplitude));
    assert.ok(Math.abs(found.amplitude) > 0.04 && Math.abs(found.amplitude) < 0.12);
    assert.ok(found.onset <= found.peak && found.peak <= found.end && found.decided >= found.peak);
  }
  assert.ok(spikes.length <= PLANTED.length + 1, `${spikes.length} spikes out of ${PLANTED.length}`);
});

test("what is decided by a moment does not depend on what comes after it", () => {
  const signal = electrode(9, PLANTED);
  const whole = sensing();
  for (const [t, mv] of signal.entries()) whole.sense.pushValue(t, mv);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: signal.length }), (length) => {
      const prefix = sensing();
      for (let t = 0; t < length; t++) prefix.sense.pushValue(t, signal[t]!);
      assert.deepEqual(
        prefix.spikes,
        whole.spikes.filter((spike) => spike.decided < length),
      );
      assert.deepEqual(
        prefix.glyphs,
        whole.glyphs.filter((glyph) => glyph.decided < length),
      );
    }),
    { numRuns: 12 },
  );
});

test("a converter that gives nothing for minutes is a gap, and the hearing goes on after it", () => {
  const { sense, glyphs, spikes, percepts } = sensing();
  const signal = electrode(10, PLANTED);
  for (const [t, mv] of signal.entries()) sense.pushValue(t, t >= 5.5 * HOUR && t < 5.6 * HOUR ? Number.NaN : mv);
  const gap = glyphs.find((glyph) => glyph.name === "gap");
  assert.ok(gap && Math.abs(gap.start - 5.5 * HOUR) <= 2 && Math.abs(gap.end - 5.6 * HOUR) <= 2);
  assert.ok(percepts.some((percept) => percept.type === "gap"));
  assert.ok(spikes.some((spike) => spike.peak > 6 * HOUR));
});

/** From here on it is heard for 120 s of every 480 s. */
const DUTY = 23 * 480;

test("a planned rest is unheard, never a gap and never silence", () => {
  const { sense, glyphs } = sensing();
  for (const [t, mv] of electrode(6, []).entries()) {
    if (t >= DUTY && t % 480 >= 120) {
      if (t % 480 === 120) sense.rest();
      continue;
    }
    sense.pushValue(t, mv);
  }
  const names = new Set(glyphs.filter((glyph) => glyph.start > DUTY).map((glyph) => glyph.name));
  assert.ok(names.has("unheard"));
  assert.ok(!names.has("gap"));
});

test("a step of the electrode is handling and no spike", () => {
  const { sense, spikes, glyphs } = sensing();
  for (const [t, mv] of electrode(8, []).entries()) sense.pushValue(t, t > 5 * HOUR ? mv + 1.5 : mv);
  assert.deepEqual(spikes, []);
  assert.ok(glyphs.some((glyph) => glyph.name === "artefact") || glyphs.every((glyph) => glyph.spikes === 0));
});

test("no signal makes it throw, storm or speak nonsense", () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -5, max: 5, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 0, 1e6, -1e6, 2048) },
  );
  const stretch = fc.record({
    value,
    noise: fc.constantFrom(0, 0.001, 1, 100),
    length: fc.integer({ min: 1, max: 1500 }),
    step: fc.constantFrom(0, 0.0001, 1, 1, 1, 86_400),
  });
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 6 }), fc.nat(), (stretches, seed) => {
      const { sense, spikes, glyphs, percepts } = sensing();
      const random = new SeededRandom(seed);
      let at = 0;
      for (const { value: level, noise, length, step } of stretches) {
        for (let i = 0; i < length; i++) {
          at += step;
          sense.pushValue(at, level + noise * random.normal());
        }
      }
      for (const spike of spikes) {
        for (const number of [spike.onset, spike.peak, spike.end, spike.amplitude, spike.z, spike.match, spike.decided])
          assert.ok(Number.isFinite(number), JSON.stringify(spike));
      }
      for (const glyph of glyphs) assert.ok(Number.isFinite(glyph.start) && glyph.end > glyph.start);
      for (const { intensity } of percepts) assert.ok(intensity >= 0 && intensity <= 1);
      const samples = stretches.reduce((sum, { length }) => sum + length, 0);
      assert.ok(spikes.length <= samples / 10, `${spikes.length} spikes in ${samples} samples`);
    }),
    { numRuns: 300 },
  );
});
