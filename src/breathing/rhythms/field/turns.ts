import { lowerBound } from "../../../domain/lower-bound.js";
import type { Seconds } from "../../../domain/time.js";

/** Onsets nearer together than this share of a period are one event of that period: a burst counts once. */
const DEAD = 1 / 8;

/** When the onsets of an electrode from `from` to `to` came, in periods since `from`, rising. */
export function turnsOf(times: readonly Seconds[], period: Seconds, from: Seconds, to: Seconds): readonly number[] {
  const turns: number[] = [];
  const dead = period * DEAD;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = lowerBound(times, from); i < times.length; i++) {
    const at = times[i]!;
    if (at > to) break;
    if (at - last < dead) continue;
    last = at;
    turns.push((at - from) / period);
  }
  return turns;
}

/** How many onsets of an electrode came from `from` on, bursts in full. */
export function countFrom(times: readonly Seconds[], from: Seconds): number {
  return times.length - lowerBound(times, from);
}
