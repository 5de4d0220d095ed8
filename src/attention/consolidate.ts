import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Insight } from "../domain/insight.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { arousalAt } from "./arousal.js";
import { type Draft, draftOf, type Outcome, outcomeOf, removeFrozen, tellChange } from "./draft.js";
import { kindOf } from "./kinds/all.js";
import type { Lesson } from "./kinds/kind.js";
import type { AttentionRules, AttentionState } from "./state.js";

/**
 * The sleep work, at exhale: threads that are complete or long frozen are deleted, and what they taught is kept. Only when
 * calm, but for threads beyond the bound, and never more than a few a breath; what is left waits for the next.
 */
export function consolidate(state: AttentionState, now: Seconds, rules: AttentionRules): Outcome {
  const { settings } = rules;
  const draft = draftOf(state);
  for (const thread of dueOf(state, now, settings).slice(0, settings.consolidation.perBreath)) {
    const lesson = kindOf(thread.kind)?.learnt(thread);
    if (lesson !== undefined) learn(draft, lesson, thread);
    if (thread.status === "complete") draft.complete = draft.complete.filter((other) => other.id !== thread.id);
    else removeFrozen(draft, thread);
    tellChange(draft, "culled", thread);
  }
  forgetLeast(draft, settings.consolidation.insightsMax);
  return outcomeOf(draft);
}

/** Whom to delete first: the complete, then the frozen, least salient and oldest first. */
function dueOf(state: AttentionState, now: Seconds, settings: AttentionSettings): readonly Thread[] {
  const { freezeAfter, cullAfter, frozenMax } = settings.threads;
  const frozen = Object.values(state.frozen)
    .flat()
    .sort((a, b) => a.salience - b.salience || a.lastActive - b.lastActive || order(a.id, b.id));
  const isCalm = arousalAt(state.arousal, now, settings) < settings.consolidation.calmBelow;
  const ranked = [...state.complete, ...frozen];
  const excess = Math.max(0, ranked.length - frozenMax);
  if (!isCalm) return ranked.slice(0, excess);
  const enough = Math.max(state.complete.length, excess);
  const old = ranked.slice(enough).filter((thread) => now - thread.lastActive > freezeAfter + cullAfter);
  return [...ranked.slice(0, enough), ...old];
}

/** Keeps a lesson. One that was learnt before is strengthened, and says what it says now. */
function learn(draft: Draft, lesson: Lesson, thread: Thread): void {
  const index = draft.insights.findIndex((insight) => insight.id === lesson.id);
  const before = draft.insights[index];
  const insight: Insight = {
    ...lesson,
    support: (before?.support ?? 0) + 1,
    against: before?.against ?? 0,
    firstSeen: Math.min(before?.firstSeen ?? thread.created, thread.created),
    lastSeen: Math.max(before?.lastSeen ?? thread.lastActive, thread.lastActive),
  };
  if (before === undefined) draft.insights.push(insight);
  else draft.insights[index] = insight;
  draft.intentions.push({ kind: "insight", insight });
}

/** The least supported go first, of those the ones that were seen longest ago. */
function forgetLeast(draft: Draft, most: number): void {
  const excess = draft.insights.length - most;
  if (excess <= 0) return;
  const worth = (insight: Insight) => insight.support - insight.against;
  const forgotten = [...draft.insights]
    .sort((a, b) => worth(a) - worth(b) || a.lastSeen - b.lastSeen || order(a.id, b.id))
    .slice(0, excess);
  const ids = new Set(forgotten.map((insight) => insight.id));
  draft.insights = draft.insights.filter((insight) => !ids.has(insight.id));
  for (const insight of forgotten) draft.intentions.push({ kind: "insight", insight, forgotten: true });
}

/** Same input, same order, in any language of the machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
