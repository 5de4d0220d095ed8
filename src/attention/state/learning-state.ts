import type { Seconds } from "../../domain/time.js";

/**
 * What the node is learning from, and what it makes of its insights. A percept looks at this and never at the insights: what it
 * costs does not grow with them. Every table is bounded.
 */
export interface LearningState {
  /** What passes by on each electrode. */
  readonly diaries: Readonly<Record<string, Diary>>;
  /** What others may follow, by source and type. */
  readonly causes: Readonly<Record<string, Cause>>;
  /** How often what may follow came: by source and type, in sightings that fade. */
  readonly effects: Readonly<Record<string, number>>;
  /** How long the node has watched causes and effects, up to `faded`; it fades as they do. */
  readonly watched: Seconds;
  /** What should come, by the insights that are sure enough. */
  readonly expectations: readonly Expectation[];
  /** What is doubted, by source and type, and what it was before instead. */
  readonly doubts: Readonly<Record<string, string>>;
  /** Evidence that came since the last exhale, by insight. */
  readonly witnessed: Readonly<Record<string, Witnessed>>;
  /** When all evidence was last made to fade. */
  readonly faded: Seconds;
  /** So many threads were culled since the sleep work was begun. */
  readonly culled: number;
}

export interface Diary {
  /** The last spike. */
  readonly spike?: Seconds;
  /** Until when the electrode was last not heard, or not believed. */
  readonly deaf?: Seconds;
  /** Sums of what was measured since the last lesson, by fact. */
  readonly sums: Readonly<Record<string, Sum>>;
}

export interface Sum {
  readonly count: number;
  readonly sum: number;
}

export interface Cause {
  readonly last: Seconds;
  /** How often it came, and how often each of its effects followed; these fade. */
  readonly count: number;
  readonly followed: Readonly<Record<string, number>>;
  /** What followed the last time. */
  readonly since: readonly string[];
  /** Something was counted since the last lesson. */
  readonly fresh?: true;
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

export interface Witnessed {
  readonly for: number;
  readonly against: number;
  readonly last: Seconds;
}

export function nothingLearnt(now: Seconds): LearningState {
  return {
    diaries: {},
    causes: {},
    effects: {},
    watched: 0,
    expectations: [],
    doubts: {},
    witnessed: {},
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
    diaries: mapped(learning.diaries, ({ spike: _, deaf: __, sums }): Diary => ({ sums, deaf: now })),
    causes: mapped(learning.causes, (cause): Cause => ({ ...cause, last: here(cause.last) })),
    expectations: learning.expectations.map(({ window: _, last: __, ...expectation }) => expectation),
    witnessed: mapped(learning.witnessed, (one): Witnessed => ({ ...one, last: here(one.last) })),
    faded: here(learning.faded),
  };
}

export function mapped<T, U>(table: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}
