import type { Thread } from "../domain/thread.js";
import { type Seconds, spoken } from "../domain/time.js";
import { arousalAt, thresholdAt } from "./arousal.js";
import type { AttentionRules, AttentionState } from "./state.js";

/** What attention is at, for people: the active thread whole, the paused in a sentence each, the frozen as a number. */
export interface AttentionSummary {
  readonly active: readonly Thread[];
  /** Most salient first. */
  readonly paused: readonly PausedThread[];
  readonly frozen: number;
  /** Threads that reached their end and wait for consolidation. */
  readonly complete: number;
  /** 0 calm to 1 urgent, and the salience that takes the attention now. */
  readonly arousal: number;
  readonly threshold: number;
}

export interface PausedThread {
  readonly id: string;
  readonly goal: string;
  readonly salience: number;
  readonly pausedFor: Seconds;
  /** `thread t-4: follow the burst on e2, paused 5 min ago` */
  readonly sentence: string;
}

export function summary(state: AttentionState, now: Seconds, rules: AttentionRules): AttentionSummary {
  const arousal = arousalAt(state.arousal, now, rules.settings);
  return {
    active: state.live.filter((thread) => thread.status === "active"),
    paused: state.live
      .filter((thread) => thread.status === "paused")
      .sort((a, b) => b.salience - a.salience)
      .map((thread) => pausedThread(thread, now)),
    frozen: Object.values(state.frozen).reduce((sum, threads) => sum + threads.length, 0),
    complete: state.complete.length,
    arousal,
    threshold: thresholdAt(arousal, rules.settings),
  };
}

function pausedThread(thread: Thread, now: Seconds): PausedThread {
  const pausedFor = Math.max(0, now - thread.lastActive);
  return {
    id: thread.id,
    goal: thread.goal,
    salience: thread.salience,
    pausedFor,
    sentence: `thread ${thread.id}: ${thread.goal}, paused ${spoken(pausedFor)} ago`,
  };
}
