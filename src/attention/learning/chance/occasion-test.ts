import { HOUR, type Seconds } from "../../../domain/time.js";
import type { Listening } from "../../state/diary.js";
import { sharesOf } from "../diary/listening.js";
import { bet, type LogE, meanOf } from "./e-value.js";

/** After such shares of the occasions something comes: the bets. */
const SHARES = [0.4, 0.65, 0.9] as const;
const ALLOWANCE = 1.15;
/** The time before an occasion, and after its effect is due, that is compared with it, in lengths of that time. */
const BESIDE = 2;
/** The rate there is drawn to the rate of all by so many events. */
const DRAWN = 2;
/** So many of those that came in time may be of those that come at any time. */
const FEW = 3;
/** A burst is told when it is over: so long after its time it may still be told. */
const GRACE: Seconds = 2 * HOUR;

export interface OccasionFound {
  readonly log: LogE;
  /** Each occasion: did something follow in time, and how likely was that by chance? */
  readonly trials: readonly { readonly at: Seconds; readonly came: boolean; readonly chance: number }[];
}

/**
 * Does something come within so long after an occasion, rain or dawn? Each occasion is a trial. By chance it comes as often as at all other
 * times that the electrode was heard, or as about the occasion where it is livelier then.
 */
export function testOccasion(
  occasions: readonly Seconds[],
  effects: readonly Seconds[],
  within: Seconds,
  listening: Listening,
  now: Seconds,
): OccasionFound {
  const over = occasions.filter((at) => at + within + GRACE <= now);
  const isIn = (at: Seconds, from: Seconds, until: Seconds) => at > from && at <= until;
  const came = over.map((at) => effects.some((effect) => isIn(effect, at, at + within)));
  const elsewhere = effects.filter((effect) => !over.some((at) => isIn(effect, at, at + within))).length;
  const heard = listening.days.reduce((sum, day) => sum + sharesOf(day).reduce((all, share) => all + share, 0), 0);
  const few = Math.min(FEW, came.filter((did) => did).length);
  const outer = (elsewhere + 1 + few) / Math.max(1, heard - (over.length * within) / HOUR);
  const near = effects.filter((effect) =>
    over.some((at) => isIn(effect, at - BESIDE * within, at) || isIn(effect, at + within, at + (1 + BESIDE) * within)),
  ).length;
  const beside = (near + DRAWN) / ((2 * BESIDE * within * over.length) / HOUR + DRAWN / outer);
  const chance = 1 - Math.exp((-ALLOWANCE * Math.max(outer, beside) * within) / HOUR);
  const log = meanOf(
    SHARES.map((share) => (share <= chance ? 0 : came.reduce((sum, did) => sum + bet(did, chance, share), 0))),
  );
  return { log, trials: over.map((at, index) => ({ at, came: came[index]!, chance })) };
}
