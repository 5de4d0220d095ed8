import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Insight } from "../domain/insight.js";
import type { Percept } from "../domain/percept.js";
import type { Reflex } from "../domain/reflex.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";

/**
 * Everything that attention knows. Plain JSON, never changed in place: it is stored as it is, and a node that reads it back
 * goes on as if nothing had happened.
 */
export interface AttentionState {
  /** In the order of arrival, which is the order of their ids. */
  readonly pool: readonly Percept[];
  /** Active (one at most) and paused threads. */
  readonly live: readonly Thread[];
  /** Frozen threads by subject, so that a percept looks only at those that it might thaw. */
  readonly frozen: Readonly<Record<string, readonly Thread[]>>;
  /** Threads that reached their end and wait for consolidation, oldest first. */
  readonly complete: readonly Thread[];
  /** What each reflex remembers, by its id. */
  readonly reflexes: Readonly<Record<string, ReflexMemory>>;
  readonly insights: readonly Insight[];
  readonly arousal: Arousal;
  /** When every salience was last worked out; in between only those of threads that a percept touched are. */
  readonly weighed: Seconds;
  readonly counters: Counters;
}

export interface ReflexMemory {
  readonly lastFired: Seconds | null;
  /** Times of the last matches, no more than the reflex has to count. */
  readonly recent: readonly Seconds[];
  readonly fired: number;
  /** Matches that were answered with nothing, because of a cool-down or because the reflex had called itself. */
  readonly suppressed: number;
}

export interface Arousal {
  /** 0 calm to 1 urgent, as it was `at`; it falls from there. */
  readonly level: number;
  readonly at: Seconds;
}

export interface Counters {
  readonly percepts: number;
  /** Percepts that fell out of a full pool before their time. */
  readonly dropped: number;
  readonly suppressed: number;
  /** The number of the next thread. */
  readonly nextThread: number;
}

/** What the card says. */
export interface AttentionRules {
  readonly settings: AttentionSettings;
  /** In the order of the card. */
  readonly reflexes: readonly Reflex[];
}

export function emptyAttention(now: Seconds): AttentionState {
  return {
    pool: [],
    live: [],
    frozen: {},
    complete: [],
    reflexes: {},
    insights: [],
    arousal: { level: 0, at: now },
    weighed: now,
    counters: { percepts: 0, dropped: 0, suppressed: 0, nextThread: 1 },
  };
}
