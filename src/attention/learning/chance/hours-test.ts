import { median } from "../../../domain/median.js";
import { HOUR, type Seconds } from "../../../domain/time.js";
import type { Listening } from "../../state/diary.js";
import { dayOf, hourOf, sharesOf } from "../diary/listening.js";
import { bet, type LogE, meanOf } from "./e-value.js";

const HOURS = 24;
/** How long a time of day may be, in hours. Longer ones are day and night. */
const WIDTHS = [1, 2, 3] as const;
/** On such shares of the days something comes at its hours: the bets. */
const SHARES = [0.4, 0.65, 0.9] as const;
/** Beside the window, on either side: who is lively all day is no more so at some hours. */
const BESIDE = 3;
/** What is called chance is this much more than what was counted: rates are never as even as they are thought to be. */
const ALLOWANCE = 1.03;
/** A rate of few hours is drawn to the rate of all by so many events. */
const DRAWN = 8;
/** And what is common to the other electrodes, to nothing in common, by so many. */
const COMMON_DRAWN = 2;
/** So many of the events in a window may be of those that come at any time. */
const FEW = 3;
/** A day is taken for as lively as others by so many events, and for no quieter than this share of them. */
const LIKE_OTHERS = 2;
const QUIETEST = 0.7;
/** A day counts when the window was heard at least half as well as usual. */
const HEARD = 0.5;
/** What came is told when it is over: a window is judged so long after its end. */
const GRACE: Seconds = 2 * HOUR;

/** What an electrode did, hour by hour, on the days on which it was heard. */
export interface HourlyDiary {
  readonly days: readonly DayCounted[];
  /** All days together: events and hours heard, by the hour of the day. */
  readonly whole: Counted;
  /** What is usually heard of an hour. */
  readonly usual: number;
}

interface Counted {
  readonly heard: readonly number[];
  readonly counts: readonly number[];
}

interface DayCounted extends Counted {
  readonly day: number;
}

/** Something at certain hours: the evidence that these are no chance, and what came of it day by day. */
export interface HoursFound {
  readonly from: number;
  readonly width: number;
  readonly log: LogE;
  readonly trials: readonly HoursTrial[];
}

/** One day's window: did it come, and how likely was that by chance? */
export interface HoursTrial {
  /** When its window began. */
  readonly at: Seconds;
  readonly came: boolean;
  readonly chance: number;
}

/**
 * Does something come at certain hours? Each day is a trial for each window: it came in it, or not. By chance it comes as often as the
 * electrode's own rate over the other hours that it was heard says; or over the hours on either side, where they are livelier; or as
 * much more often as it does on the other electrodes then, since day and night are common to all; on a day as lively as that day was at
 * its other hours. What comes in a cluster came once. The bets are averaged over all windows.
 */
export function testHours(own: HourlyDiary, others: readonly HourlyDiary[], now: Seconds) {
  const found: HoursFound[] = [];
  for (const width of WIDTHS)
    for (let from = 0; from < HOURS; from++) found.push(testWindow(own, others, [from, width], now));
  const best = found.reduce((most, one) => (one.log > most.log ? one : most));
  return { all: meanOf(found.map(({ log }) => log)), best };
}

/** The same for one window alone: its first hour, and how many. */
export function testWindow(
  own: HourlyDiary,
  others: readonly HourlyDiary[],
  [from, width]: readonly [number, number],
  now: Seconds,
): HoursFound {
  const trials = trialsOf(own, others, from, width, now);
  const logs = SHARES.map((share) =>
    trials.reduce((sum, { came, chance }) => sum + (share > chance ? bet(came, chance, share) : 0), 0),
  );
  return { from, width, log: meanOf(logs), trials };
}

/** Every heard day; of today the hours that are over. */
export function hourly(times: readonly Seconds[], { days, to, hour }: Listening, now: Seconds): HourlyDiary {
  const counted = new Map<number, { day: number; heard: number[]; counts: number[] }>();
  for (const one of days)
    counted.set(one.day, { day: one.day, heard: [...sharesOf(one)], counts: Array<number>(HOURS).fill(0) });
  const open = counted.get(dayOf(to));
  if (open !== undefined) open.heard[hourOf(to)] = Math.max(open.heard[hourOf(to)]!, hour / HOUR);
  for (const at of times) {
    const here = at <= now ? counted.get(dayOf(at)) : undefined;
    if (here !== undefined) here.counts[hourOf(at)]!++;
  }
  const all = [...counted.values()];
  const sumOf = (of: "heard" | "counts") =>
    Array.from({ length: HOURS }, (_, at) => all.reduce((sum, one) => sum + one[of][at]!, 0));
  const heard = all.flatMap((one) => one.heard.filter((share) => share > 0));
  return { days: all, whole: { heard: sumOf("heard"), counts: sumOf("counts") }, usual: median(heard) };
}

function trialsOf(own: HourlyDiary, others: readonly HourlyDiary[], from: number, width: number, now: Seconds) {
  // Of a few events alone nobody knows how seldom they are: some of those in the window count for the rate elsewhere.
  const seldom = 1 + Math.min(FEW, sums(own.whole, from, width).count);
  const outer = rateOf(own.whole, from + width, HOURS - width, seldom, 0);
  const draw = DRAWN / outer;
  const left = rateOf(own.whole, from - BESIDE + HOURS, BESIDE, DRAWN, draw);
  const right = rateOf(own.whole, from + width, BESIDE, DRAWN, draw);
  const common = median(others.map((other) => livelinessOf(other.whole, from, width)));
  const rate = ALLOWANCE * Math.max(outer * Math.max(1, common || 1), left, right);
  const trials: HoursTrial[] = [];
  for (const [index, one] of own.days.entries()) {
    const next = from + width > HOURS ? own.days[index + 1] : one;
    if (next === undefined || (next !== one && next.day !== one.day + 1)) continue;
    if ((one.day * HOURS + from + width) * HOUR + GRACE > now) continue;
    let [heard, count] = [0, 0];
    for (let hour = from; hour < from + width; hour++) {
      const here = hour < HOURS ? one : next;
      heard += here.heard[hour % HOURS]!;
      count += here.counts[hour % HOURS]!;
    }
    if (!(heard >= HEARD * own.usual * width)) continue;
    const elsewhere = sums(one, from + width, HOURS - width);
    const lively = (LIKE_OTHERS + elsewhere.count) / (LIKE_OTHERS + outer * elsewhere.heard);
    const chance = 1 - Math.exp(-rate * Math.max(QUIETEST, lively) * heard);
    trials.push({ at: (one.day * HOURS + from) * HOUR, came: count > 0, chance });
  }
  return trials;
}

/** How much livelier than at its other hours an electrode is then; drawn to one. */
function livelinessOf(whole: Counted, from: number, width: number): number {
  const outer = rateOf(whole, from + width, HOURS - width, 1, 0);
  return rateOf(whole, from, width, COMMON_DRAWN, COMMON_DRAWN / outer) / outer;
}

/** Events an hour heard, of so many hours of the day; `more` events in `longer` hours are added. */
function rateOf(whole: Counted, from: number, hours: number, more: number, longer: number): number {
  const { count, heard } = sums(whole, from, hours);
  return (count + more) / Math.max(heard + longer, 1);
}

function sums(counted: Counted, from: number, hours: number) {
  let [heard, count] = [0, 0];
  for (let hour = from; hour < from + hours; hour++) {
    heard += counted.heard[hour % HOURS]!;
    count += counted.counts[hour % HOURS]!;
  }
  return { heard, count };
}
