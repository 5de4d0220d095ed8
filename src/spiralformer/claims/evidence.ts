import { median } from "../../domain/median.js";
import { MINUTE, type Seconds } from "../../domain/time.js";
import type { Claim } from "./decoder.js";

/** What is heard begins a little before the first reading of it. */
const BEFORE: Seconds = 3 * MINUTE;
/** An electrode takes part when it stirred at least this share as often as the liveliest. */
const PART = 1 / 3;

/** What a claim rests on: who took part, in which order, how often and how evenly. */
export interface ClaimEvidence {
  /** Those that took part, in their order along the medium; never empty. In quiet all take part. */
  readonly electrodes: readonly string[];
  /** The same, in the order in which they began. */
  readonly order: readonly string[];
  /** Onsets on the liveliest of them. */
  readonly onsets: number;
  /** Median interval between its onsets, or NaN. */
  readonly interval: Seconds;
  /** Median time from one electrode's first onset to the next one's, or NaN. */
  readonly lag: Seconds;
  /** From the first onset of all to the last. */
  readonly length: Seconds;
}

/** Looks up the evidence of a claim among the onsets of each electrode, named in the same order. */
export function evidenceOf(
  claim: Pick<Claim, "event" | "start" | "decided">,
  names: readonly string[],
  onsets: (since: Seconds) => readonly (readonly Seconds[])[],
): ClaimEvidence {
  const heard = onsets(claim.start - BEFORE).map((times, i) => ({ name: names[i]!, times }));
  const most = Math.max(1, ...heard.map(({ times }) => times.length));
  const part = heard.filter(({ times }) => times.length >= most * PART);
  const taking = claim.event === "quiet" ? heard : part.length > 0 ? part : heard.slice(0, 1);
  const begun = taking.filter(({ times }) => times.length > 0).toSorted((a, b) => first(a.times) - first(b.times));
  const liveliest = taking.reduce((best, one) => (one.times.length > best.times.length ? one : best));
  const all = begun.flatMap(({ times }) => times);
  return {
    electrodes: taking.map(({ name }) => name),
    order: begun.map(({ name }) => name),
    onsets: liveliest.times.length,
    interval: median(steps(liveliest.times)),
    lag: median(steps(begun.map(({ times }) => first(times)))),
    length: all.length > 0 ? Math.max(...all) - Math.min(...all) : 0,
  };
}

function first(times: readonly Seconds[]): Seconds {
  return times[0] ?? Number.POSITIVE_INFINITY;
}

function steps(times: readonly Seconds[]): Seconds[] {
  return times.slice(1).map((time, i) => time - times[i]!);
}
