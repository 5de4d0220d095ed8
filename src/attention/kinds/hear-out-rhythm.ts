import type { Percept } from "../../domain/percept.js";
import { electrodeOf } from "../../domain/percept-source.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import { number } from "../state/context.js";
import { isControl } from "../state/percept-marks.js";
import { type Context, concerns, done, type ThreadKind, wait } from "./kind.js";
import { beatOf, spikesBefore } from "./spike-times.js";

/** So many spikes, four intervals, before a rhythm is thought of; by chance they seldom agree so well. */
const SPIKES = 5;
/** Intervals agree when the median one lies within this share of the period. */
const EVEN = 0.15;
/** Slower than this the pool forgets before the fourth interval; faster is a burst. */
const SLOWEST: Seconds = 2 * HOUR;
const FASTEST: Seconds = 30;
/** The next tooth may be so much of a period early or late. */
const LEEWAY = 0.3;
/** So many teeth may be missed; then the rhythm has broken off. */
const PATIENCE = 2;
/** The last of them that the beat is taken from. */
const REMEMBERED = 8;

/** Spikes that come at an even beat: hear them out until the beat breaks off. What is known of the electrode's beat is in its diary. */
export const hearOutRhythm: ThreadKind = {
  name: "hear-out-rhythm",

  propose(percept, pool, { threads: { hearOutRhythm: words } }) {
    const electrode = electrodeOf(percept.source);
    if (electrode === undefined || percept.type !== "spike" || isControl(percept)) return undefined;
    const earlier = spikesBefore(percept, pool, SPIKES - 1, percept.at - (SPIKES - 1) * SLOWEST);
    if (earlier.length < SPIKES - 1 || !isEven([...earlier, percept].map(({ at }) => at))) return undefined;
    return { subject: electrode, goal: words.goal(electrode), nextStep: words.next, earlier };
  },

  relevance(percept, thread) {
    if (percept.type !== "spike" || !concerns(thread, electrodeOf(percept.source) ?? "")) return 0;
    // What comes between the beats is heard, and is not the rhythm.
    return isOnBeat(percept, thread.state.context) ? 1 : 0.2;
  },

  updateContext(context, percept) {
    if (!isOnBeat(percept, context)) return context;
    const kept = [...beatIn(context).times, percept.at].slice(-REMEMBERED);
    const beat = kept.length >= SPIKES ? beatOf(kept) : undefined;
    return {
      ...context,
      times: kept,
      spikes: number(context.spikes) + 1,
      ...(beat && { period_s: Math.round(beat.period), spread_s: Math.round(beat.spread) }),
    };
  },

  step(thread, now, words) {
    const { hearOutRhythm } = words.threads;
    const { context } = thread.state;
    const { period, last } = beatIn(context);
    const end = last + (PATIENCE + LEEWAY) * period;
    if (!(period > 0) || now >= end) return done(hearOutRhythm.end, words);
    return wait(hearOutRhythm.next, end, words);
  },

  /** Four intervals agree by chance every other day: a rhythm is told of when its diary says that it is none. */
  lessons: () => [],

  merge: (ours, theirs) => (number(ours.spikes) >= number(theirs.spikes) ? ours : theirs),
};

function isEven(times: readonly Seconds[]): boolean {
  const { period, spread } = beatOf(times);
  if (!(period >= FASTEST && period <= SLOWEST) || spread > EVEN * period) return false;
  // The median deviation forgives one interval that is quite another.
  return times.every((at, index) => index === 0 || Math.abs(at - times[index - 1]! - period) <= LEEWAY * period);
}

/** One of the beats that made the rhythm, or a whole number of periods after the last of them. */
function isOnBeat(percept: Percept, context: Context): boolean {
  const { period, last, times } = beatIn(context);
  if (!(period > 0) || times.includes(percept.at)) return true;
  const beats = (percept.at - last) / period;
  return Math.abs(beats - Math.max(1, Math.round(beats))) <= LEEWAY;
}

function beatIn(context: Context) {
  const times = Array.isArray(context.times) ? context.times.filter((at) => typeof at === "number") : [];
  return { times, period: number(context.period_s, Number.NaN), last: times.at(-1) ?? Number.NaN };
}
