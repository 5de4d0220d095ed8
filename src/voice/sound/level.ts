import { integrated } from "./loudness.js";

/** LUFS of the whole. */
export const TARGET = -20;
/** How much of what a phrase is louder or softer than the usual one is left to it: nights should be even, not flat. */
const LEFT = 0.25;
const MOST_LEFT = 3;
/** Nothing is turned up by more than this: what is as soft as that should stay so. */
const MOST_GAIN = 36;

/**
 * How loud each phrase is played, as a factor, so that the whole is at the target and no night louder than another by much.
 * @param phrases the mean squares of the hundred milliseconds of each
 */
export function gainsOf(phrases: readonly (readonly number[])[]): number[] {
  const natural = phrases.map((pieces) => loudnessOf(pieces));
  const usual = median(natural.filter(Number.isFinite));
  const decibels = natural.map((loudness) => {
    if (!Number.isFinite(loudness)) return 0;
    const left = Math.min(MOST_LEFT, Math.max(-MOST_LEFT, LEFT * (loudness - usual)));
    return Math.min(MOST_GAIN, TARGET + left - loudness);
  });
  const whole = integrated(phrases.flatMap((pieces, i) => scaled(pieces, decibels[i]!)));
  const trim = Number.isFinite(whole) ? TARGET - whole : 0;
  return decibels.map((decibel) => 10 ** ((decibel + trim) / 20));
}

/** Of what is shorter than a block: with silence around it. */
function loudnessOf(pieces: readonly number[]): number {
  return integrated(pieces.length >= 4 ? pieces : [0, 0, 0, ...pieces, 0, 0, 0]);
}

function scaled(pieces: readonly number[], decibel: number): number[] {
  const factor = 10 ** (decibel / 10);
  return [...pieces.map((piece) => piece * factor), 0, 0, 0]; // silence follows
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
