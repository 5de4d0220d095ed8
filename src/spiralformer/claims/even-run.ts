import type { Seconds } from "../../domain/time.js";

/** An interval is the run's own when it differs from the mean of those before by no more than this share. */
const EVEN = 0.25;
/** A beat may fail to be heard: then the next one comes after two intervals. */
const MISSED = 2;

/** Onsets of one electrode that follow each other evenly. */
export interface EvenRun {
  /** In order. */
  readonly times: readonly Seconds[];
  /** Mean interval; NaN of less than two. */
  readonly interval: Seconds;
  /** Which share of all onsets between its first and its last belong to it. */
  readonly share: number;
}

/** The longest even run among these onsets, given in order; of two as long, the one with less between. */
export function longestEvenRun(times: readonly Seconds[]): EvenRun {
  let best: EvenRun = { times: times.slice(0, 1), interval: Number.NaN, share: 1 };
  for (let first = 0; first < times.length; first++)
    for (let second = first + 1; second < times.length; second++) {
      const run = follow(times, first, second);
      const longer = run.times.length - best.times.length;
      if (longer > 0 || (longer === 0 && run.share > best.share)) best = run;
    }
  return best;
}

function follow(times: readonly Seconds[], first: number, second: number): EvenRun {
  const run = [times[first]!, times[second]!];
  let beats = 1;
  let last = second;
  for (let next = second + 1; next < times.length; next++) {
    const interval = (run.at(-1)! - run[0]!) / beats;
    const passed = (times[next]! - run.at(-1)!) / interval;
    const skipped = Math.round(passed);
    if (passed > MISSED + EVEN) break;
    if (skipped < 1 || Math.abs(passed - skipped) > EVEN) continue;
    run.push(times[next]!);
    beats += skipped;
    last = next;
  }
  const interval = (run.at(-1)! - run[0]!) / beats;
  return { times: run, interval, share: run.length / (last - first + 1) };
}
