import type { SalienceParts, Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { compareIds } from "./pool/ids.js";
import { arousalAt, levelOf, thresholdAt } from "./salience/arousal.js";
import { type ArousalFactor, type AttentionRules, type AttentionState, eachFactor } from "./state/state.js";

/** What attention is at, for people: the active thread whole, the paused in a sentence each, the frozen as a number. */
export interface AttentionSummary {
  /** Most salient first. */
  readonly active: readonly Thread[];
  /** The top few, most salient first. */
  readonly paused: readonly PausedThread[];
  /** All of the paused. */
  readonly pausedCount: number;
  readonly frozen: number;
  /** Threads that reached their end and wait for consolidation. */
  readonly complete: number;
  /** 0 calm to 1 urgent; how far each factor has risen, 0 to 1; and the salience that takes the attention now. */
  readonly arousal: number;
  readonly factors: Readonly<Record<ArousalFactor, number>>;
  readonly threshold: number;
}

export interface PausedThread {
  readonly id: string;
  readonly kind: string;
  readonly goal: string;
  readonly salience: number;
  readonly why: SalienceParts;
  readonly pausedFor: Seconds;
  /** `thread t-4: follow the burst on e2, paused 5 min ago` */
  readonly sentence: string;
}

export function summary(state: AttentionState, now: Seconds, rules: AttentionRules): AttentionSummary {
  const { settings } = rules;
  const arousal = arousalAt(state.arousal, now, settings);
  const threads = [...state.live].sort((a, b) => b.salience - a.salience || compareIds(a.id, b.id));
  const paused = threads.filter((thread) => thread.status === "paused");
  return {
    active: threads.filter((thread) => thread.status === "active"),
    paused: paused.slice(0, settings.summary.pausedMost).map((thread) => pausedThread(thread, now, rules.words)),
    pausedCount: paused.length,
    frozen: Object.values(state.frozen).reduce((sum, frozen) => sum + frozen.length, 0),
    complete: state.complete.length,
    arousal,
    factors: eachFactor((factor) => levelOf(factor, state.arousal, now, settings)),
    threshold: thresholdAt(arousal, settings),
  };
}

function pausedThread(
  { id, kind, goal, salience, why, lastActive }: Thread,
  now: Seconds,
  words: Catalogue,
): PausedThread {
  const pausedFor = Math.max(0, now - lastActive);
  const sentence = words.threads.paused({ id, goal, ago: pausedFor });
  return { id, kind, goal, salience, why, pausedFor, sentence };
}
