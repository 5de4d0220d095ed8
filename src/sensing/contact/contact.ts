import type { Contact, ContactFigures } from "../../domain/contact.js";
import { median } from "../../domain/median.js";
import type { Seconds } from "../../domain/time.js";
import { figuresOf, withoutHum } from "./channel-figures.js";

/** So much is looked at: who pushes a needle in waits no longer. */
export const CONTACT_SPAN: Seconds = 30;
/** Fewer readings say nothing. */
const LEAST = 10;
/** Nothing for so long is nothing at all, whatever came before. */
const GONE: Seconds = 5;

/**
 * Where one word ends and the next begins, in mV: the geometric middle between families of simulated contacts, each behind a
 * converter (`test/sensing/contact/families.ts`, where the table is made and checked). The good ones have the noise of real electrodes: 3 to 30 µV
 * in Schizophyllum commune.
 */
export const THRESHOLDS = {
  /** Noise of a contact that is dry, and of none. */
  dryNoise: 0.13,
  openNoise: 4,
  /** Amplitude of hum of the same two, where rows show it. */
  dryHum: 1,
  openHum: 38,
  /** What leaps is so much higher than the noise, and so high at least. */
  leap: 12,
  leastLeap: 0.5,
} as const;

/** Leaps within the span that are no life: an action potential has two. Readings that may be missing. */
const LOOSE_LEAPS = 3;
const LOOSE_MISSING = 0.03;
const OFF_MISSING = 0.7;
/** Leaps nearer than this are one. In seconds. */
const APART: Seconds = 1.5;
/** mV a minute: real electrodes drift by less than a tenth of that. */
const SETTLES = 0.5;

/** An electrode's contact by its latest readings; undefined where there are too few. @param rate nominal rows a second */
export function contactOf(
  times: readonly Seconds[],
  values: readonly number[],
  rate: number,
): ContactFigures | undefined {
  if (values.length < LEAST) return undefined;
  const figures = figuresOf(times, values, rate);
  const missing = values.filter(Number.isNaN).length / values.length;
  const span = times.at(-1)! - times[0]!;
  const hum = figures?.hum;
  const steps = stepsOf(hum === undefined ? values : withoutHum(times, values));
  const noise = figures === undefined ? Number.NaN : spreadOf(steps);
  const drift = figures?.drift ?? Number.NaN;
  const jumps = jumpsIn(times, steps, noise);
  const known = { noise, hum, drift, missing, jumps, span };
  const isGone = isLost(times, values) || missing > OFF_MISSING || isStuck(values);
  const contact = isGone ? "off" : wordFor(known);
  return { contact, ...known, settling: contact === "good" && Math.abs(drift) > SETTLES };
}

function wordFor({ noise, hum = 0, missing, jumps }: Omit<ContactFigures, "contact" | "settling">): Contact {
  if (noise > THRESHOLDS.openNoise || hum > THRESHOLDS.openHum) return "off";
  if (noise > THRESHOLDS.dryNoise || hum > THRESHOLDS.dryHum) return "dry";
  return jumps >= LOOSE_LEAPS || missing > LOOSE_MISSING ? "loose" : "good";
}

/** From each reading to the next; NaN where one is missing. */
function stepsOf(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value - values[i]!);
}

/** Standard deviation of a reading, by the median of steps: leaps do not move it. */
function spreadOf(steps: readonly number[]): number {
  const sizes = steps.flatMap((step) => (Number.isNaN(step) ? [] : [Math.abs(step)]));
  return sizes.length === 0 ? 0 : (median(sizes) * 1.4826) / Math.SQRT2;
}

function jumpsIn(times: readonly Seconds[], steps: readonly number[], spread: number): number {
  const high = Math.max(THRESHOLDS.leap * spread, THRESHOLDS.leastLeap);
  let [jumps, last] = [0, Number.NEGATIVE_INFINITY];
  for (const [i, step] of steps.entries()) {
    if (!(Math.abs(step) > high)) continue;
    if (times[i + 1]! - last >= APART) jumps++;
    last = times[i + 1]!;
  }
  return jumps;
}

/** Nothing of late. */
function isLost(times: readonly Seconds[], values: readonly number[]): boolean {
  const since = times.at(-1)! - GONE;
  return times.every((at, i) => at <= since || Number.isNaN(values[i]!));
}

/** Life moves a converter by a step now and then, and so does its own noise. */
function isStuck(values: readonly number[]): boolean {
  const first = values.find((value) => !Number.isNaN(value));
  return values.every((value) => value === first || Number.isNaN(value));
}
