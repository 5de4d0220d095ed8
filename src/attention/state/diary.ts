import type { Seconds } from "../../domain/time.js";

/** What passes by on one electrode. All lists are bounded, oldest first. */
export interface Diary {
  /** Until when the electrode was last not heard, or not believed. */
  readonly deaf?: Seconds;
  /** Until when what it shows may be the hand on the wire. */
  readonly touched?: Seconds;
  /** Onsets of spikes; a burst is one, its first. */
  readonly spikes: readonly Seconds[];
  readonly runs: readonly Run[];
  /** Onset and end of the latest spikes: a burst is told when it is over, and began with one of them. */
  readonly latest: readonly (readonly [onset: Seconds, end: Seconds])[];
  readonly listening: Listening;
  /** What was measured, a day after the other. */
  readonly measures: readonly DayMeasured[];
}

/** A burst or train: its onset, and how many spikes it had. */
export type Run = readonly [at: Seconds, spikes: number, name: "burst" | "train"];

/** When an electrode was heard, by the hours of its days. Days on which nobody listened are not there. */
export interface Listening {
  /** All time until then is accounted for. */
  readonly to: Seconds;
  /** So much was heard of the hour that `to` lies in. */
  readonly hour: Seconds;
  readonly days: readonly HeardDay[];
}

export interface HeardDay {
  /** Days since 1970, UTC. */
  readonly day: number;
  /** A digit for each hour: how many ninths of it were heard. */
  readonly heard: string;
}

/** Sums over a day; millivolts. */
export interface DayMeasured {
  /** Days since 1970 that begin when the page of the day is told. */
  readonly day: number;
  readonly spikes: number;
  /** Of how many spikes the height is known, and the sum of the heights. */
  readonly heights: number;
  readonly height: number;
  readonly levels: number;
  readonly level: number;
  /** Spikes of each shape: polarity and speed, such as `+slow`. */
  readonly shapes: Readonly<Record<string, number>>;
}

/** So many days are looked back on. */
export const DIARY_DAYS = 42;
/** So many onsets are kept. */
export const SPIKES_KEPT = 400;
export const RUNS_KEPT = 160;
export const LATEST_KEPT = 24;
/** A day is compared with so many before it. */
export const FORTNIGHT = 14;

export const NOTHING_HEARD = "0".repeat(24);

export function emptyDiary(now: Seconds): Diary {
  return { spikes: [], runs: [], latest: [], listening: { to: now, hour: 0, days: [] }, measures: [] };
}
