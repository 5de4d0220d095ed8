import { median } from "../../../domain/median.js";
import type { Seconds } from "../../../domain/time.js";
import { followLag, type Lag, RHYTHM_LAGS, testLag, testLags } from "../chance/lag-test.js";
import { type Evidence, type Finding, SHARE_OF, sinceOf } from "./finding.js";

/** Fewer spikes than this have no beat. */
const FEWEST = 8;
/** A shorter period that has so much of the best one's evidence is what the best one is a multiple of. */
const SHARE = 0.4;
/** So near to a whole number of periods is a multiple. */
const NEAR = 0.08;
/** A beat goes on: spikes are in step with those two and three periods before. */
const IN_STEP = [2, 3] as const;

/** Electrodes whose spikes keep a beat: their own onsets, against themselves a period later. */
export function findRhythms(evidence: Evidence): readonly Finding[] {
  const { diaries } = evidence;
  return diaries.flatMap(([electrode, diary]) => {
    const id = `${electrode}-rhythm`;
    const since = sinceOf(evidence, id);
    const spikes = diary.spikes.filter((at) => at > since);
    const { all, found } = testLags(spikes, spikes, RHYTHM_LAGS);
    const [best] = found;
    if (spikes.length < FEWEST || best === undefined || best.log <= 0) return [];
    const lag = basicOf(spikes, best.lag, best.log);
    const outOfStep = IN_STEP.map((times) => Math.min(0, testLag(spikes, spikes, multipleOf(lag, times)) - 1));
    const { trials, delays } = followLag(spikes, spikes, lag);
    const period = median(delays);
    const spread = median(delays.map((delay) => Math.abs(delay - period)));
    return {
      id,
      subject: electrode,
      data: { form: "rhythm", electrode, period_s: Math.round(period), spread_s: Math.round(spread), ...lagData(lag) },
      log: all + Math.min(...outOfStep),
      weight: SHARE_OF.rhythm / diaries.length,
      trials,
    };
  });
}

export function lagData({ delay, width, block }: Lag) {
  return { lag_s: Math.round(delay), within_s: Math.round(width), block_s: Math.round(block) };
}

/** Multiples of a period are no rhythms of their own. */
function basicOf(spikes: readonly Seconds[], best: Lag, log: number): Lag {
  for (const lag of RHYTHM_LAGS) {
    const times = best.delay / lag.delay;
    if (times < 1.5 || Math.abs(times - Math.round(times)) > NEAR * times) continue;
    if (testLag(spikes, spikes, lag) >= SHARE * log) return lag;
  }
  return best;
}

function multipleOf({ delay, width, block }: Lag, times: number): Lag {
  return { delay: times * delay, width: width * Math.sqrt(times), block: block * Math.sqrt(times) };
}
