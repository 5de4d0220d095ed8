import type { SpikeFit } from "./spike-fit.js";
import { BIAS, HIDDEN, OUT } from "./sureness-table.js";

/** How many features a candidate is judged by. */
export const FEATURES = 11;
/** A relaxing step is suspicious for about so many working samples. */
const RELAXING = 1500;

/** What is known of a candidate beside its fit. Working samples, millivolts. One serves all candidates. */
export class Circumstances {
  z = Number.NaN;
  /** Rise of the template that found it. */
  scale = Number.NaN;
  /** Samples since the level last stepped. */
  sinceStep = Number.NaN;
  /** σ of the slow ripple of the past hours. */
  ripple = Number.NaN;
  /** Samples since the peak. */
  sincePeak = Number.NaN;
}

/** Writes a candidate's features: pure numbers, independent of units. All bounded. */
export function writeFeatures(into: Float64Array, fit: SpikeFit, about: Circumstances): void {
  const { z, scale, sinceStep, ripple, sincePeak } = about;
  into[0] = clip(Math.log(Math.abs(z) / 6), -1, 2.5);
  into[1] = clip(Math.log(fit.r2 / (1 - fit.r2 + 1e-9) + 1e-9), -3, 5);
  into[2] = Math.log(fit.rise / 60);
  into[3] = clip(fit.stand, -1, 2);
  into[4] = clip(fit.fall, -1, 2);
  into[5] = Math.log(fit.tau / fit.rise);
  into[6] = Math.exp(-sinceStep / RELAXING);
  into[7] = Math.log(clip(fit.rough, 0.02, 1) / 0.2);
  into[8] = Math.log(clip(Math.abs(fit.amplitude) / (ripple + 1e-12), 1, 30) / 4);
  into[9] = Math.log(fit.rise / scale);
  into[10] = clip(sincePeak / fit.tau, 0, 3);
}

/** Log odds that a candidate with these features is a spike: a small network of one hidden layer. */
export function sureness(features: Float64Array): number {
  let sum = BIAS;
  for (let h = 0; h < OUT.length; h++) {
    const row = h * (FEATURES + 1);
    let a = HIDDEN[row + FEATURES]!;
    for (let i = 0; i < FEATURES; i++) a += HIDDEN[row + i]! * features[i]!;
    sum += OUT[h]! * Math.tanh(a);
  }
  return sum;
}

function clip(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}
