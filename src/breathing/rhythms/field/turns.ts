import type { Seconds } from "../../../domain/time.js";

/** Onsets nearer together than this share of a period are one event of that period: a burst counts once. */
const DEAD = 1 / 8;

/** When the onsets of an electrode from `from` to `to` came, in periods since `from`, rising. */
export function turnsOf(times: readonly Seconds[], period: Seconds, from: Seconds, to: Seconds): readonly number[] {
  const turns: number[] = [];
  const dead = period * DEAD;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = firstFrom(times, from); i < times.length; i++) {
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
  return times.length - firstFrom(times, from);
}

/** Index of the first that is not before `from`. */
function firstFrom(times: readonly Seconds[], from: Seconds): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
