import type { Seconds } from "../../domain/time.js";

/** Ages and intervals are believed up to so long; what is not known is as old as that. */
export const OLDEST: Seconds = 7200;

/** c: heights in σ, small ones as they are and large ones by their logarithm: 0 to 0, 1 to 0.7, 10 to 2.4, 50 to 3.9. */
export function scaleHeight(z: number): number {
  return z < 0 ? -Math.log1p(-z) : Math.log1p(z);
}

/** L: times, fine while short: 0 s to 0, 30 s to 0.69, 5 min to 1.72, an hour to 2.94, unknown and two hours or more to 3.29. */
export function scaleTime(time: Seconds): number {
  return time >= 0 && time < OLDEST ? Math.log1p(time / 10) / 2 : time < 0 ? 0 : Math.log1p(OLDEST / 10) / 2;
}

/** Where in a slot of so long a moment lies: -2 at its beginning to 2 at its end. */
export function placeInSlot(at: Seconds, end: Seconds, slot: Seconds): number {
  return Math.max(-2, Math.min(2, 2 + (4 * (at - end)) / slot));
}

/** What `scaleTime` was given; infinity for what is not known or too old to be told. */
export function unscaleTime(told: number): Seconds {
  const time = 10 * Math.expm1(2 * told);
  return time >= OLDEST * 0.999 ? Number.POSITIVE_INFINITY : time;
}
