import { nameFrom } from "../../../domain/electrode.js";
import { median } from "../../../domain/median.js";
import type { Seconds } from "../../../domain/time.js";
import { followLag, type Lag, testLags, WAVE_LAGS } from "../chance/lag-test.js";
import { type Evidence, type Finding, SHARE_OF, sinceOf } from "./finding.js";
import type { Pair } from "./follows.js";
import { lagData } from "./rhythm.js";

/** Two that are found to follow the same beginning at delays as different as this share are of one wave. */
const SAME = 0.25;
/** Two that keep their delay no better than this (log of the evidence) are no beginning of a wave: its third one would be looked for in noise. */
const BEGINS = 3;
/** Of those that do, so many are looked at, the surest first: a beginning is compared with every third electrode, and a board is slow. */
const BEGINNINGS = 24;

/** Two electrodes and a delay that the second keeps. */
interface Beginning {
  readonly pair: Pair;
  readonly lag: Lag;
}

interface Triple {
  readonly first: Pair;
  readonly third: Pair;
  readonly lags: readonly [Lag, Lag];
  readonly log: number;
}

/**
 * Waves: a third electrode that keeps its delay whenever two others have kept theirs. Each of the two that follow must be more than chance
 * where the other one came, so that none is in it that the delays do not support.
 */
export function findWaves(pairs: readonly Pair[], evidence: Evidence): readonly Finding[] {
  const asked = Math.max(1, pairs.length * Math.max(0, new Set(pairs.map(({ then }) => then)).size - 2));
  const known = new Map<string, Finding>();
  for (const beginning of beginningsIn(pairs)) {
    const { first, of, then } = beginning.pair;
    for (const third of pairs) {
      if (third.first !== first || third.of !== of || third.then === then) continue;
      const triple = tripleOf(beginning, third, sinceOf(evidence, idOf([first, then, third.then])));
      const finding = triple && findingOf(triple, SHARE_OF.wave / asked);
      if (finding !== undefined && finding.log > (known.get(finding.id)?.log ?? Number.NEGATIVE_INFINITY))
        known.set(finding.id, finding);
    }
  }
  return [...known.values()];
}

function beginningsIn(pairs: readonly Pair[]): readonly Beginning[] {
  return pairs
    .flatMap((pair) => pair.best.map(({ lag, log }) => ({ pair, lag, log })))
    .filter(({ log }) => log >= BEGINS)
    .sort((one, other) => other.log - one.log)
    .slice(0, BEGINNINGS);
}

/** The evidence pays for the delays among which the beginning's was chosen. */
function tripleOf({ pair, lag }: Beginning, other: Pair, since: Seconds): Triple | undefined {
  const [first, third] = [after(pair, since), after(other, since)];
  const {
    all,
    found: [found],
  } = given(first, lag, third.effects);
  if (!(all > 0) || found === undefined || found.lag.delay <= lag.delay * (1 + SAME)) return undefined;
  const back = given(third, found.lag, first.effects);
  return { first, third, lags: [lag, found.lag], log: Math.min(all, back.all) - Math.log(first.best.length) };
}

function after(pair: Pair, since: Seconds): Pair {
  return { ...pair, causes: pair.causes.filter((at) => at > since) };
}

/** Does the third come at a delay, wherever the first two have kept theirs? */
function given({ causes, effects }: Pair, lag: Lag, third: readonly Seconds[]) {
  return testLags(keptOf(causes, effects, lag), third, WAVE_LAGS);
}

/** Causes whose effect came at the delay. */
export function keptOf(
  causes: readonly Seconds[],
  effects: readonly Seconds[],
  { delay, width }: Omit<Lag, "block">,
): readonly Seconds[] {
  let first = 0;
  return causes.filter((at) => {
    while (first < effects.length && effects[first]! < at + delay - width) first++;
    return first < effects.length && effects[first]! <= at + delay + width;
  });
}

function findingOf({ first, third, lags, log }: Triple, weight: number): Finding {
  const way = [first.first, first.then, third.then];
  const kept = keptOf(first.causes, first.effects, lags[0]);
  const { trials, delays } = followLag(kept, third.effects, lags[1]);
  const before = followLag(first.causes, first.effects, lags[0]).delays;
  return {
    id: idOf(way),
    subject: "grove",
    data: {
      ...{
        form: "wave",
        of: first.of,
        electrodes: way,
        delays_s: [0, Math.round(median(before)), Math.round(median(delays))],
      },
      ...{ first_lag_s: Math.round(lags[0].delay), first_within_s: Math.round(lags[0].width), ...lagData(lags[1]) },
    },
    log,
    weight,
    trials,
  };
}

/** The same in whichever order it is seen. */
function idOf(way: readonly string[]): string {
  return nameFrom(`wave-${[...way].sort().join("-")}`, "wave");
}
