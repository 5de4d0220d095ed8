import type { Electrode } from "../../src/domain/electrode.js";
import type { Glyph } from "../../src/domain/glyph.js";
import type { Noticed } from "../../src/domain/percept.js";
import type { Spike } from "../../src/domain/spike.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";
import { spikeShape } from "../../src/sensing/spikes/template.js";
import { Sample } from "../../src/sensing/stream/sample.js";

export const ELECTRODE: Electrode = { name: "e1", device: "d", channel: "c", profile: "fungus", control: false };

/** Chance that is the same every time. */
export function chance(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

const passing = new Sample();

/** A sample as the stages of a sense hand it on: the same one each time. */
export function sampleOf(at: number, mv: number, width = 1, step = 0): Sample {
  passing.at = at;
  passing.mv = mv;
  passing.width = width;
  passing.step = step;
  return passing;
}

/** White noise and a wandering level, in steps of a microvolt. Millivolts. */
export function noise(length: number, seed: number, sigma = 0.003): Float64Array {
  const random = chance(seed * 7919 + 1);
  const normal = () => random() + random() + random() + random() + random() + random() - 3;
  const x = new Float64Array(length);
  let slope = 0;
  let level = 0;
  for (let i = 0; i < length; i++) {
    slope = 0.999 * slope + 2e-7 * normal();
    level += slope;
    x[i] = Math.round((level + sigma * 1.41 * normal()) * 1000) / 1000;
  }
  return x;
}

export function addSpike(x: Float64Array, onset: number, rise: number, tau: number, mv: number): void {
  for (let i = onset; i < Math.min(x.length, onset + rise + 8 * tau); i++) {
    x[i]! += mv * spikeShape(i - onset, rise, tau);
  }
}

export interface Heard {
  readonly spikes: Spike[];
  readonly glyphs: Glyph[];
  readonly percepts: Noticed[];
  readonly sense: ElectrodeSense;
}

/** A sense and all that it says. */
export function listening(electrode: Electrode = ELECTRODE): Heard {
  const spikes: Spike[] = [];
  const glyphs: Glyph[] = [];
  const percepts: Noticed[] = [];
  const sense = new ElectrodeSense(electrode, {
    spike: (spike) => spikes.push(spike),
    glyph: (glyph) => glyphs.push(glyph),
    percept: (noticed) => percepts.push(noticed),
  });
  return { spikes, glyphs, percepts, sense };
}

/** What a sense says of samples a second apart. */
export function hear(x: ArrayLike<number>, from = 0, to = x.length, heard = listening()): Heard {
  for (let i = from; i < to; i++) heard.sense.pushValue(i, x[i]!);
  return heard;
}

/** Six hours of noise with twelve spikes of all lengths, and what a field does to them. */
export function field(seed: number): Float64Array {
  const x = noise(21600, seed);
  for (let k = 0; k < 12; k++) {
    const rise = 20 * 1.25 ** k;
    addSpike(x, 1500 + 1600 * k, Math.round(rise), Math.round(rise * 1.8), (k % 3 === 0 ? -1 : 1) * 0.05);
  }
  for (let i = 4300; i < x.length; i++) x[i]! += 0.3; // a step
  x[5900] = 12; // a glitch
  for (let i = 7500; i < 7620; i++) x[i] = Number.NaN; // a gap
  const random = chance(seed);
  for (let i = 9100; i < 9130; i++) x[i]! += 2 * (random() - 0.5); // handling
  x.fill(x[12200]!, 12200, 12400); // a dead converter
  return x;
}
