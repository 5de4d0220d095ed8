import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Spike } from "../../src/domain/spike.js";
import { hear, noise } from "./signals.js";

const HOURS = 4;
const LENGTH = HOURS * 3600;

/** Shapes of a bump by the time from its peak in half-widths: none of them is the one that the detector's templates have. */
const SHAPES: Readonly<Record<string, (u: number) => number>> = {
  gauss: (u) => Math.exp(-Math.LN2 * u * u),
  triangle: (u) => Math.max(0, 1 - Math.abs(u) / 2),
  "half sine": (u) => (Math.abs(u) < 1.5 ? Math.cos((Math.PI * u) / 3) : 0),
  "slow up, quick down": (u) => (u < 0 ? Math.max(0, 1 + u / 3) : Math.max(0, 1 - u / 0.5)),
  "quick up, slow down": (u) => (u < 0 ? Math.max(0, 1 + u / 0.5) : Math.exp(-u / 2)),
  parabola: (u) => Math.max(0, 1 - (u * u) / 2),
};

interface Bump {
  readonly shape: keyof typeof SHAPES;
  readonly peak: number;
  readonly half: number;
  readonly mv: number;
}

function add(x: Float64Array, { shape, peak, half, mv }: Bump): void {
  const of = SHAPES[shape];
  assert.ok(of !== undefined);
  for (let i = 0; i < x.length; i++) x[i]! += mv * of((i - peak) / half);
}

/** Whatever may come: noise, a drifting level, bumps, a step, a hole. */
const anySignal = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    drift: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
    bumps: fc.array(
      fc.record({
        shape: fc.constantFrom(...Object.keys(SHAPES)),
        peak: fc.integer({ min: 3000, max: LENGTH - 2000 }),
        half: fc.integer({ min: 4, max: 200 }),
        mv: fc.double({ min: -1, max: 1, noNaN: true }),
      }),
      { maxLength: 8 },
    ),
    step: fc.record({
      at: fc.integer({ min: 2000, max: LENGTH - 1 }),
      mv: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    hole: fc.record({ at: fc.integer({ min: 2000, max: LENGTH - 700 }), length: fc.integer({ min: 0, max: 600 }) }),
  })
  .map(({ seed, drift, bumps, step, hole }) => {
    const x = noise(LENGTH, seed);
    for (const bump of bumps) add(x, bump);
    for (let i = 0; i < x.length; i++) x[i]! += (drift * i) / LENGTH + (i >= step.at ? step.mv : 0);
    x.fill(Number.NaN, hole.at, hole.at + hole.length);
    return x;
  });

const times = ({ onset, peak, end, decided }: Spike) => [onset, peak, end, decided];

test("of any signal: a spike's onset comes before its peak, its peak before its end, and its sign is its amplitude's", () => {
  fc.assert(
    fc.property(anySignal, (x) => {
      for (const { onset, peak, end, decided, amplitude, polarity } of hear(x).spikes) {
        assert.ok(onset <= peak && peak <= end && end <= decided, `${onset} ${peak} ${end} ${decided}`);
        assert.equal(Math.sign(amplitude), polarity);
      }
    }),
    { numRuns: 40 },
  );
});

test("a signal turned upside down gives the same spikes with the other sign", () => {
  fc.assert(
    fc.property(anySignal, (x) => {
      const { spikes } = hear(x);
      const turned = hear(x.map((mv) => -mv)).spikes;
      assert.deepEqual(turned.map(times), spikes.map(times));
      for (const [i, { amplitude }] of turned.entries()) assert.equal(amplitude, -spikes[i]!.amplitude);
    }),
    { numRuns: 25 },
  );
});

test("a signal played at another gain gives the same spikes", () => {
  fc.assert(
    fc.property(anySignal, fc.constantFrom(0.125, 4, 32), (x, gain) => {
      assert.deepEqual(hear(x.map((mv) => gain * mv)).spikes.map(times), hear(x).spikes.map(times));
    }),
    { numRuns: 25 },
  );
});

test("a bump of any shape that comes back to its level is one spike: of its sign, at its peak, as high as it is", () => {
  for (const shape of Object.keys(SHAPES)) {
    for (const [half, mv] of [
      [12, 0.15],
      [35, -0.2],
      [80, 0.3],
      [120, -0.9],
    ] as const) {
      const x = noise(LENGTH, half, 0.003);
      add(x, { shape, peak: 9000, half, mv });
      // Noise of its own may make a blip of a microvolt or two in four hours.
      const spikes = hear(x).spikes.filter(({ amplitude }) => Math.abs(amplitude) > 0.1 * Math.abs(mv));
      const about = `${shape}, ${half} s, ${mv} mV: ${spikes.map(({ peak, amplitude }) => `${amplitude} at ${peak}`)}`;
      assert.equal(spikes.length, 1, about);
      const [spike] = spikes;
      assert.ok(spike !== undefined);
      assert.equal(spike.polarity, Math.sign(mv), about);
      assert.ok(Math.abs(spike.peak - 9000) <= Math.max(15, half / 2), about);
      assert.ok(Math.abs(spike.amplitude / mv - 1) < 0.15, about);
    }
  }
});
