import { lowerBound } from "../../../domain/lower-bound.js";
import { HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import { type LogE, meanOf } from "./e-value.js";

/** The block that is looked at around a delay, in half widths of it. */
const BLOCK = 30;
/** So many of what comes near the time belong to it: the bets. */
const SHARES = [0.1, 0.3, 0.6, 0.9] as const;
/** What is called chance is this much more than what an even spread gives … */
const ALLOWANCE = 1.15;
/** … and never less than this: a narrow chance is not believed to be so narrow. */
const LEAST_CHANCE = 0.04;
/** Where more of the block than this is awaited anyway, nothing is learnt. */
const MOST_CHANCE = 0.65;
/** Fewer events than this keep no delay. */
const FEWEST = 4;

/** A delay, give or take half a width, and how much time around it is compared. */
export interface Lag {
  readonly delay: Seconds;
  readonly width: Seconds;
  readonly block: Seconds;
}

export interface LagFound {
  readonly lag: Lag;
  readonly log: LogE;
}

/**
 * Delays from `least` to `most`, each as wide as `share` of it (at least `narrowest`, at most `widest`), set so close that none falls between
 * two.
 */
export function lagsBetween(
  [least, most]: readonly [Seconds, Seconds],
  share: number,
  [narrowest, widest]: readonly [Seconds, Seconds],
  longestBlock: Seconds,
  block = BLOCK,
): readonly Lag[] {
  const lags: Lag[] = [];
  for (let delay = least; delay <= most; ) {
    const width = Math.min(widest, Math.max(narrowest, share * delay));
    lags.push({ delay, width, block: Math.max(6 * width, Math.min(block * width, longestBlock)) });
    delay += width;
  }
  return lags;
}

/**
 * Do the `effects` keep this delay from the `causes`? An effect that has nothing to do with the causes, however unevenly it comes over hours and
 * days, falls anywhere within a short block of time: into the awaited part of it as often as that part is long. The alternative puts more
 * of them there. Blocks do not overlap; effects of one block are averaged, so that a cluster counts once. That is the question of the
 * jitter method (Amarasingham, Harrison, Hatsopoulos and Geman 2012, J. Neurophysiol. 107:517), asked as a bet, and what shifting one
 * of the two in time would answer.
 */
export function testLag(causes: readonly Seconds[], effects: readonly Seconds[], lag: Lag): LogE {
  const { delay, width, block } = lag;
  const wealth = SHARES.map(() => 0);
  let first = 0;
  for (let index = 0; index < effects.length; ) {
    const number = Math.floor(effects[index]! / block);
    const [from, to] = [number * block, (number + 1) * block];
    while (first < causes.length && causes[first]! + delay + width <= from) first++;
    const covered = coverage(causes, first, lag, from, to);
    let [count, hits] = [0, 0];
    for (; index < effects.length && effects[index]! < to; index++) {
      count++;
      if (isAwaited(causes, first, lag, effects[index]!)) hits++;
    }
    const chance = Math.max(LEAST_CHANCE, (ALLOWANCE * covered) / block);
    if (covered <= 0 || chance > MOST_CHANCE) continue;
    for (const [which, share] of SHARES.entries())
      wealth[which]! += Math.log(1 - share + (share * hits) / (count * chance));
  }
  return meanOf(wealth);
}

/** The delays that have anything for them, each with its evidence, the best first; and the evidence of all that were asked about. */
export function testLags(causes: readonly Seconds[], effects: readonly Seconds[], lags: readonly Lag[]) {
  const found: LagFound[] = [];
  if (Math.min(causes.length, effects.length) >= FEWEST) {
    const between = delaysUpTo(causes, effects, (lags.at(-1)?.delay ?? 0) + 3 * HOUR);
    for (const lag of lags) if (isWorthAsking(between, lag)) found.push({ lag, log: testLag(causes, effects, lag) });
  }
  found.sort((one, other) => other.log - one.log);
  return {
    all: meanOf(
      found.map(({ log }) => log),
      lags.length,
    ),
    found,
  };
}

/** What became of every cause: the effect's delay, where one came in time; and how often one would have by chance. */
export function followLag(causes: readonly Seconds[], effects: readonly Seconds[], { delay, width, block }: Lag) {
  const delays: (Seconds | undefined)[] = [];
  let [near, first] = [0, 0];
  for (const cause of causes) {
    const middle = cause + delay;
    while (first < effects.length && effects[first]! < middle - block / 2) first++;
    let best: Seconds | undefined;
    for (let index = first; index < effects.length && effects[index]! <= middle + block / 2; index++) {
      const off = effects[index]! - middle;
      if (Math.abs(off) > width) near++;
      else if (best === undefined || Math.abs(off) < Math.abs(best - delay)) best = effects[index]! - cause;
    }
    delays.push(best);
  }
  const chance = Math.min(1, (near * 2 * width) / Math.max(1, block - 2 * width) / Math.max(1, causes.length));
  return {
    trials: delays.map((one, index) => ({ at: causes[index]!, came: one !== undefined, chance })),
    delays: delays.filter((one) => one !== undefined),
  };
}

/** Too few, or hardly more than by chance: that would be no evidence, and to leave it out only makes the test more careful. */
function isWorthAsking(between: Float64Array, { delay, width, block }: Lag): boolean {
  const inside = countWithin(between, delay - width, delay + width);
  if (inside < FEWEST) return false;
  const around = countWithin(between, delay - block / 2, delay + block / 2);
  const chance = ((around - inside) * 2 * width) / (block - 2 * width);
  return inside > chance + Math.sqrt(chance);
}

/** Every delay from a cause to a later effect, in order. */
function delaysUpTo(causes: readonly Seconds[], effects: readonly Seconds[], most: Seconds): Float64Array {
  const delays: Seconds[] = [];
  let first = 0;
  for (const cause of causes) {
    while (first < effects.length && effects[first]! <= cause) first++;
    for (let index = first; index < effects.length && effects[index]! - cause <= most; index++)
      delays.push(effects[index]! - cause);
  }
  return Float64Array.from(delays).sort();
}

function countWithin(sorted: Float64Array, from: number, to: number): number {
  return lowerBound(sorted, to) - lowerBound(sorted, from);
}

function isAwaited(causes: readonly Seconds[], first: number, { delay, width }: Lag, at: Seconds): boolean {
  for (let index = first; index < causes.length && causes[index]! + delay - width <= at; index++)
    if (at <= causes[index]! + delay + width) return true;
  return false;
}

/** How much of the block is awaited. */
function coverage(
  causes: readonly Seconds[],
  first: number,
  { delay, width }: Lag,
  from: Seconds,
  to: Seconds,
): Seconds {
  let [covered, reached] = [0, from];
  for (let index = first; index < causes.length; index++) {
    const begin = Math.max(reached, causes[index]! + delay - width);
    const end = Math.min(to, causes[index]! + delay + width);
    if (begin >= to) break;
    if (end > begin) {
      covered += end - begin;
      reached = end;
    }
  }
  return covered;
}

export const RHYTHM_LAGS: readonly Lag[] = [
  ...lagsBetween([10 * MINUTE, 6 * HOUR], 0.06, [MINUTE, 25 * MINUTE], 6 * HOUR, 10),
  ...lagsBetween([10 * MINUTE, 3 * HOUR], 0.15, [MINUTE, 25 * MINUTE], 4.5 * HOUR, 10),
];

export const WAVE_LAGS: readonly Lag[] = [
  ...lagsBetween([MINUTE, 3 * HOUR], 0.08, [40, 8 * MINUTE], 2.5 * HOUR),
  ...lagsBetween([10 * MINUTE, 3 * HOUR], 0.18, [MINUTE, 12 * MINUTE], 2.5 * HOUR),
];
