import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Insight } from "../../domain/insight.js";
import type { Percept } from "../../domain/percept.js";
import type { Reflex } from "../../domain/reflex.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import { type LearningState, nothingLearnt } from "./learning-state.js";
import type { ReflexState } from "./reflex-state.js";

/**
 * Everything that attention knows. Plain JSON, never changed in place: it is stored as it is, and a node that reads it back
 * goes on as if nothing had happened.
 */
export interface AttentionState {
  /** In the order of arrival, which is the order of their ids. */
  readonly pool: readonly Percept[];
  /** Active (one, or as many as the card allows) and paused threads. */
  readonly live: readonly Thread[];
  /** Frozen threads by subject, the latest last: a percept looks only at the latest few of its own subjects. */
  readonly frozen: Readonly<Record<string, readonly Thread[]>>;
  /** Threads that reached their end and wait for consolidation, oldest first. */
  readonly complete: readonly Thread[];
  /** What each reflex remembers, by its id. */
  readonly reflexes: Readonly<Record<string, ReflexState>>;
  readonly insights: readonly Insight[];
  /** What the node is learning from, and what it makes of its insights. */
  readonly learning: LearningState;
  readonly arousal: Arousal;
  /** What the node got used to, by source and type of percept. Bounded. */
  readonly habits: Readonly<Record<string, Habituation>>;
  /** Pairs of live threads that might be one, by their ids. */
  readonly pairs: Readonly<Record<string, MergeVerdict>>;
  /** When every salience was last worked out; in between only those of threads that a percept touched are. */
  readonly weighed: Seconds;
  readonly counters: Counters;
}

/** What rouses a node. */
export const AROUSAL_FACTORS = ["urgency", "pressure", "errors", "waiting", "scarcity"] as const;
export type ArousalFactor = (typeof AROUSAL_FACTORS)[number];

/** As it was `at`; each factor goes its way from there. */
export interface Arousal {
  readonly at: Seconds;
  readonly factors: Readonly<Record<ArousalFactor, ArousalLevel>>;
}

/** The level of one factor, 0 to 1, is `held − pending`: both fade, and what is pending fades sooner, so that a level can rise. */
export interface ArousalLevel {
  readonly held: number;
  readonly pending: number;
}

/** How used the node is to something, 0 to 1, as it was `at`; it wears off from there. */
export interface Habituation {
  readonly level: number;
  readonly at: Seconds;
  /** So used at least, always: somebody said that it is nothing. */
  readonly taught?: number;
}

/** `likely`: looked like one at the last thought. `refused`: did not at the second look, and is not asked again while it is in between. */
export type MergeVerdict = "likely" | "refused";

export interface Counters {
  readonly percepts: number;
  /** Percepts that fell out of a full pool before their time. */
  readonly dropped: number;
  readonly suppressed: number;
  /** Threads that turned out to be part of another. */
  readonly merged: number;
  /** The number of the next thread. */
  readonly nextThread: number;
}

/** What the card says, and the words for what comes of it. */
export interface AttentionRules {
  readonly settings: AttentionSettings;
  /** In the order of the card. */
  readonly reflexes: readonly Reflex[];
  /** In the language of the card. */
  readonly words: Catalogue;
}

const UNMOVED: ArousalLevel = { held: 0, pending: 0 };

/** Nothing rouses it. */
export function calmArousal(at: Seconds): Arousal {
  return { at, factors: eachFactor(() => UNMOVED) };
}

/** Something of every factor. */
export function eachFactor<T>(of: (factor: ArousalFactor) => T): Readonly<Record<ArousalFactor, T>> {
  return {
    urgency: of("urgency"),
    pressure: of("pressure"),
    errors: of("errors"),
    waiting: of("waiting"),
    scarcity: of("scarcity"),
  };
}

export function emptyAttention(now: Seconds): AttentionState {
  return {
    pool: [],
    live: [],
    frozen: {},
    complete: [],
    reflexes: {},
    insights: [],
    learning: nothingLearnt(now),
    arousal: calmArousal(now),
    habits: {},
    pairs: {},
    weighed: now,
    counters: { percepts: 0, dropped: 0, suppressed: 0, merged: 0, nextThread: 1 },
  };
}
