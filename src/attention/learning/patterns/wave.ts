import { nameFrom } from "../../../domain/electrode.js";
import { median } from "../../../domain/median.js";
import type { Seconds } from "../../../domain/time.js";
import { followLag, type Lag, testLags, WAVE_LAGS } from "../chance/lag-test.js";
import { type Evidence, type Finding, SHARE_OF, sinceOf } from "./finding.js";
import type { Pair } from "./follows.js";
import { lagData } from "./rhythm.js";

/** Two that are found to follow the same beginning at delays as different as this share are of one wave. */
const SAME = 0.25;

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
  const triples: Triple[] = [];
  for (const first of pairs)
    for (const third of pairs)
      if (third.first === first.first && third.of === first.of && third.then !== first.then)
        triples.push(...tripleOf(first, third, sinceOf(evidence, idOf([first.first, first.then, third.then]))));
  const asked = Math.max(1, pairs.length * Math.max(0, new Set(pairs.map(({ then }) => then)).size - 2));
  const known = new Map<string, Finding>();
  for (const triple of triples) {
    const finding = findingOf(triple, SHARE_OF.wave / asked);
    if (finding.log > (known.get(finding.id)?.log ?? Number.NEGATIVE_INFINITY)) known.set(finding.id, finding);
  }
  return [...known.values()];
}

function tripleOf(one: Pair, other: Pair, since: Seconds): readonly Triple[] {
  const [first, third] = [after(one, since), after(other, since)];
  let best: Triple | undefined;
  for (const { lag } of first.best) {
    const {
      all,
      found: [found],
    } = given(first, lag, third.effects);
    if (!(all > 0) || found === undefined || found.lag.delay <= lag.delay * (1 + SAME)) continue;
    const back = given(third, found.lag, first.effects);
    const log = Math.min(all, back.all) - Math.log(first.best.length);
    if (best === undefined || log > best.log) best = { first, third, lags: [lag, found.lag], log };
  }
  return best === undefined ? [] : [best];
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
