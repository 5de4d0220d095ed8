import { DAY, type Seconds } from "../../domain/time.js";

type Between = { readonly from: Seconds; readonly to: Seconds };

/** Seconds after midnight UTC. */
export function timeOfDay(at: Seconds): Seconds {
  return at - midnight(at);
}

/** Is it between these times of day? `from` counts, `to` does not; `from` after `to` spans midnight. */
export function isBetween(at: Seconds, { from, to }: Between): boolean {
  const time = timeOfDay(at);
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** The first moment from `at` on that is between these times of day. */
export function nextBetween(at: Seconds, between: Between): Seconds {
  return isBetween(at, between) ? at : firstAfter(at, [between.from]);
}

/** The last of these times of day that is not later than `at`. */
export function lastUntil(at: Seconds, times: readonly Seconds[]): Seconds {
  let last = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    const today = midnight(at) + time;
    last = Math.max(last, today <= at ? today : today - DAY);
  }
  return last;
}

/** The first of these times of day that is later than `at`. */
export function firstAfter(at: Seconds, times: readonly Seconds[]): Seconds {
  let first = Number.POSITIVE_INFINITY;
  for (const time of times) {
    const today = midnight(at) + time;
    first = Math.min(first, today > at ? today : today + DAY);
  }
  return first;
}

function midnight(at: Seconds): Seconds {
  return Math.floor(at / DAY) * DAY;
}
