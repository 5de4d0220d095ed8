import { median } from "../../domain/median.js";
import type { Seconds } from "../../domain/time.js";
import type { Onset } from "../slots/onset.js";
import type { OnsetLists } from "./onsets.js";

/** Steps of a wave from electrode to electrode are believed from so long to so long: shorter ones are one movement of all. */
const SHORTEST: Seconds = 20;
export const LONGEST_STEP: Seconds = 300;
/** An electrode is on the wave's way when it begins so near to where it should: this share of a step, and what onsets are told amiss. */
const NEAR = 0.3;
const AMISS: Seconds = 5;
/** Steps of which none is longer than so many times the mean, nor shorter than that part of it, have a mean worth telling. */
const EVEN = 1.7;
/** What comes so many times the usual step behind the one before, or before the one behind, is another event's. */
const FAR = 3;

/** One onset on each of several electrodes, one after the other. */
export interface Travel {
  /** In the order of time. */
  readonly onsets: readonly Onset[];
  /** Mean time from one to the next; NaN of less than two, and where some steps are far longer than others. */
  readonly lag: Seconds;
}

/** The longest way of even steps from place to place, electrodes being numbered along the medium; of two as long, the more even one. Nothing where no two electrodes began. */
export function longestWave(heard: OnsetLists): Travel {
  let best: readonly Onset[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const [i, earlier] of heard.entries())
    for (const [j, later] of heard.slice(i + 1).entries())
      for (const from of earlier)
        for (const to of later) {
          const step = (to.at - from.at) / (j + 1);
          if (Math.abs(step) < SHORTEST || Math.abs(step) > LONGEST_STEP) continue;
          const { onsets, amiss } = onTheWay(heard, from.at - i * step, step);
          if (onsets.length < best.length || (onsets.length === best.length && amiss >= least)) continue;
          best = onsets;
          least = amiss;
        }
  return travel(best);
}

/** One onset of each electrode: of those that rise as most do, or fall, the highest; less what lies far off the others. */
export function travelOf(heard: OnsetLists): Travel {
  const ups = heard.filter((onsets) => onsets.some(({ z }) => z > 0)).length;
  const downs = heard.filter((onsets) => onsets.some(({ z }) => z < 0)).length;
  const sign = ups >= downs ? 1 : -1;
  const highest = heard.flatMap((onsets) => {
    const alike = onsets.filter(({ z }) => Math.sign(z) === sign);
    const among = alike.length > 0 ? alike : onsets;
    return among.length === 0 ? [] : [among.reduce((best, one) => (Math.abs(one.z) > Math.abs(best.z) ? one : best))];
  });
  return travel(together(highest.toSorted((a, b) => a.at - b.at)));
}

function onTheWay(heard: OnsetLists, begin: Seconds, step: Seconds) {
  const onsets: Onset[] = [];
  let amiss = 0;
  for (const [place, candidates] of heard.entries()) {
    const expected = begin + place * step;
    let nearest: Onset | undefined;
    for (const one of candidates)
      if (nearest === undefined || Math.abs(one.at - expected) < Math.abs(nearest.at - expected)) nearest = one;
    const off = nearest === undefined ? Number.POSITIVE_INFINITY : Math.abs(nearest.at - expected);
    if (nearest === undefined || off > NEAR * Math.abs(step) + AMISS) continue;
    onsets.push(nearest);
    amiss += off / Math.abs(step);
  }
  return { onsets, amiss };
}

/** The longest stretch without a hole that is long beside the usual step. */
function together(onsets: readonly Onset[]): readonly Onset[] {
  const steps = onsets.slice(1).map(({ at }, i) => at - onsets[i]!.at);
  const longest = FAR * median(steps);
  let best: readonly Onset[] = [];
  let begin = 0;
  for (let end = 1; end <= onsets.length; end++) {
    if (end < onsets.length && !(steps[end - 1]! > longest)) continue;
    if (end - begin > best.length) best = onsets.slice(begin, end);
    begin = end;
  }
  return best;
}

function travel(found: readonly Onset[]): Travel {
  const onsets = found.toSorted((a, b) => a.at - b.at);
  const steps = onsets.slice(1).map(({ at }, i) => at - onsets[i]!.at);
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const isEven = steps.every((step) => step <= EVEN * mean && step >= mean / EVEN);
  return { onsets, lag: steps.length > 0 && isEven ? mean : Number.NaN };
}
