import type { SpikeFit } from "./spike-fit.js";
import { BIAS, HIDDEN, OUT } from "./sureness-table.js";

/** How many features a candidate is judged by. */
export const FEATURES = 15;
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
  /** How dense the noise is, at one sample. */
  density = Number.NaN;
  /** Of what the fit's window holds besides level and slope: the share that noise makes, and that a step would explain. */
  noiseShare = Number.NaN;
  stepLikeness = Number.NaN;
  /** Points of the window. */
  points = Number.NaN;
}

/** Writes a candidate's features: pure numbers, independent of units. All bounded. */
export function writeFeatures(into: Float64Array, fit: SpikeFit, about: Circumstances): void {
  const { z, scale, sinceStep, ripple, sincePeak } = about;
  const rest = Math.max(1 - fit.r2, 1e-9);
  // What the fit leaves over, less what is noise; of the whole and of the rest a tenth is always believed to be the shape's fault.
  const fault = Math.max(rest - about.noiseShare, 0.1 * rest);
  into[0] = clip(Math.log(Math.abs(z) / 6), -1, 2.5);
  into[1] = clip(Math.log(fit.r2 / fault + 1e-9), -3, 6);
  into[2] = Math.log(fit.rise / 60);
  into[3] = clip(fit.stand, -1, 2);
  into[4] = clip(fit.fall, -1, 2);
  into[5] = Math.log(fit.tau / fit.rise);
  into[6] = Math.exp(-sinceStep / RELAXING);
  into[7] = Math.log(clip(fit.rough, 0.02, 1) / 0.2);
  into[8] = Math.log(clip(Math.abs(fit.amplitude) / (ripple + 1e-12), 1, 30) / 4);
  into[9] = Math.log(fit.rise / scale);
  into[10] = clip(sincePeak / fit.tau, 0, 3);
  into[11] = clip(Math.log((Math.abs(fit.amplitude) * Math.sqrt(fit.rise)) / (about.density + 1e-12) / 10), -2, 3);
  into[12] = clip((about.points * Math.log((1 - about.stepLikeness + 0.002) / (rest + 0.002))) / 10, -3, 6);
  into[13] = fit.round ? 1 : 0;
  into[14] = clip(Math.log(fit.r2 / rest), -3, 5);
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
