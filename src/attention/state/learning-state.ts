import { DAY, type Seconds } from "../../domain/time.js";
import type { Diary } from "./diary.js";
import type { Example, Look, Teaching } from "./example.js";
import type { Standing } from "./standing.js";

/**
 * What the node is learning from, and what it makes of its insights. A percept looks at this and never at the insights: what it
 * costs does not grow with them. Every table is bounded.
 */
export interface LearningState {
  /** What passes by on each electrode. */
  readonly diaries: Readonly<Record<string, Diary>>;
  /** When things came that electrodes may answer, by source and type: rain, a dawn, a neighbour's burst. */
  readonly occasions: Readonly<Record<string, readonly Seconds[]>>;
  /** What was found beyond chance, by the insight's id, and what was and is no longer. */
  readonly patterns: Readonly<Record<string, Standing>>;
  /** What may be a pattern and is not told: for who asks. The likeliest first. */
  readonly suspicions: readonly Suspicion[];
  /** When patterns were last looked for. */
  readonly judged: Seconds;
  /** The day (since 1970) whose facts were last worked out. */
  readonly factsOf: number;
  /** What should come, by the insights that are sure enough. */
  readonly expectations: readonly Expectation[];
  /** How bursts and their like looked of late, by electrode, oldest first. */
  readonly looks: Readonly<Record<string, readonly Look[]>>;
  /** What people said a word about, oldest first: what is like what was something else is doubted. */
  readonly examples: readonly Example[];
  /** The last words of people that taught something, and can be taken back. */
  readonly taught: readonly Teaching[];
  /** When all evidence was last made to fade. */
  readonly faded: Seconds;
  /** So many threads were culled since the sleep work was begun. */
  readonly culled: number;
}

/** What chance does not quite explain. */
export interface Suspicion {
  readonly id: string;
  readonly subject: string;
  readonly sentence: string;
  /** 0 to 1: how likely it is no chance, after all that was looked at. */
  readonly confidence: number;
}

/** That something should come on an electrode. */
export interface Expectation {
  readonly insight: string;
  readonly form: "hours" | "rhythm";
  readonly electrode: string;
  /** How sure the insight is. */
  readonly confidence: number;
  /** `hours`: seconds after midnight. `rhythm`: a period and how far it may be missed. */
  readonly span: readonly [Seconds, Seconds];
  /** `rhythm`: the last spike. */
  readonly last?: Seconds;
  /** In this time it should come; absent while nothing is expected. */
  readonly window?: { readonly since: Seconds; readonly until: Seconds };
}

export function nothingLearnt(now: Seconds): LearningState {
  return {
    diaries: {},
    occasions: {},
    patterns: {},
    suspicions: [],
    judged: now,
    factsOf: Math.floor(now / DAY),
    expectations: [],
    looks: {},
    examples: [],
    taught: [],
    faded: now,
    culled: 0,
  };
}

/** One of a table's own entries: an electrode may be called `constructor`. */
export function entry<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The table with one more entry. When it is full, the one that ranks lowest gives way; of equals the oldest. */
export function withEntry<T>(
  table: Readonly<Record<string, T>>,
  key: string,
  value: T,
  most: number,
  rank: (value: T) => number,
): Readonly<Record<string, T>> {
  if (Object.hasOwn(table, key) || Object.keys(table).length < most) return { ...table, [key]: value };
  let [lowest, least] = ["", Number.POSITIVE_INFINITY];
  for (const [name, one] of Object.entries(table)) if (rank(one) < least) [lowest, least] = [name, rank(one)];
  const { [lowest]: _, ...kept } = table;
  return { ...kept, [key]: value };
}

/** The clock was set back: nothing was seen in the future, and nobody knows what should have come meanwhile. */
export function learningSetBack(learning: LearningState, now: Seconds): LearningState {
  const here = (at: Seconds) => Math.min(at, now);
  return {
    ...learning,
    diaries: mapped(learning.diaries, (diary) => diarySetBack(diary, now)),
    occasions: mapped(learning.occasions, (times) => times.filter((at) => at <= now)),
    patterns: mapped(learning.patterns, (one): Standing => ({ ...one, since: here(one.since) })),
    looks: mapped(learning.looks, (looks) => looks.filter(({ to }) => to <= now)),
    expectations: learning.expectations.map(({ window: _, last: __, ...expectation }) => expectation),
    judged: here(learning.judged),
    faded: here(learning.faded),
  };
}

function diarySetBack({ spikes, runs, listening, measures }: Diary, now: Seconds): Diary {
  const today = Math.floor(now / DAY);
  return {
    deaf: now,
    spikes: spikes.filter((at) => at <= now),
    runs: runs.filter(([at]) => at <= now),
    latest: [],
    listening: { to: now, hour: 0, days: listening.days.filter(({ day }) => day <= today) },
    measures: measures.filter(({ day }) => day <= today),
  };
}

export function mapped<T, U>(table: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}
