import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { kindOf } from "./kinds/all.js";
import { learnFacts } from "./learning/facts/facts.js";
import { applyInsightsIfChanged, fadeEvidence, forgetLeast, storeLesson } from "./learning/insights.js";
import { learnPatterns } from "./learning/patterns/learn.js";
import { isBetween } from "./reflexes/time-of-day.js";
import { unrestAt } from "./salience/arousal.js";
import { type AttentionResult, type Draft, draftOf, removeFrozen, reportChange, resultOf } from "./state/draft.js";
import type { Lesson } from "./state/lesson.js";
import type { AttentionRules, AttentionState } from "./state/state.js";

/** So many threads at once: then somebody who calls is heard. */
const SLICE = 4;

/**
 * One slice of the sleep work, at exhale. Threads that are complete or long frozen are deleted, and what they taught is kept; when calm,
 * and when idle time, their number or the night asks for it; those beyond the bound always. `more`: call again in this breath, unless
 * something was noticed meanwhile. What is not done stays due.
 */
export function consolidate(state: AttentionState, now: Seconds, rules: AttentionRules): AttentionResult {
  const { settings } = rules;
  const draft = draftOf(state, rules.words);
  const left = settings.consolidation.perBreath - state.learning.culled;
  const sleeps = isCalm(state, now, settings) && isAskedFor(state, now, settings);
  const due = selectToCull(state, sleeps, now, settings);
  const culled = due.slice(0, Math.max(0, Math.min(SLICE, left)));

  for (const thread of culled) {
    if (isWorthLearningFrom(thread)) for (const lesson of extract(thread, rules.words)) keep(draft, lesson, thread);
    remove(draft, thread);
  }
  if (sleeps) {
    learnPatterns(draft, now, settings);
    learnFacts(draft, now, settings);
    fadeEvidence(draft, now, settings);
  }
  if (sleeps || draft.insights !== state.insights) forgetLeast(draft, settings);
  applyInsightsIfChanged(draft, now, settings);

  const more = due.length > culled.length && culled.length < left;
  const count = more ? state.learning.culled + culled.length : 0;
  if (count !== state.learning.culled) draft.learning = { ...draft.learning, culled: count };
  return more ? { ...resultOf(draft), more } : resultOf(draft);
}

/** Nothing is learnt in unrest. A scarce battery is no unrest. */
function isCalm(state: AttentionState, now: Seconds, settings: AttentionSettings): boolean {
  return unrestAt(state.arousal, now, settings) < settings.consolidation.calmBelow;
}

/** Idle time, a number of threads, or the night. */
function isAskedFor(state: AttentionState, now: Seconds, { consolidation }: AttentionSettings): boolean {
  const { idle, threads, night } = consolidation.when;
  if (isBetween(now, night)) return true;
  const frozen = Object.values(state.frozen).reduce((sum, here) => sum + here.length, 0);
  return state.complete.length + frozen >= threads || now - lastAttended(state, now) >= idle;
}

/** When something last had the attention. */
function lastAttended({ live, complete }: AttentionState, now: Seconds): Seconds {
  let last = Number.NEGATIVE_INFINITY;
  for (const { status, lastActive } of live) last = Math.max(last, status === "active" ? now : lastActive);
  for (const { lastActive } of complete) last = Math.max(last, lastActive);
  return last;
}

/** Whom to delete first: the complete, then the frozen, least salient and oldest first. */
function selectToCull(
  state: AttentionState,
  sleeps: boolean,
  now: Seconds,
  settings: AttentionSettings,
): readonly Thread[] {
  const { freezeAfter, cullAfter, frozenMax } = settings.threads;
  const frozen = Object.values(state.frozen)
    .flat()
    .sort((a, b) => a.salience - b.salience || a.lastActive - b.lastActive || order(a.id, b.id));
  const ranked = [...state.complete, ...frozen];
  const excess = Math.max(0, ranked.length - frozenMax);
  if (!sleeps) return ranked.slice(0, excess);
  const enough = Math.max(state.complete.length, excess);
  const old = ranked.slice(enough).filter((thread) => now - thread.lastActive > freezeAfter + cullAfter);
  return [...ranked.slice(0, enough), ...old];
}

/** What somebody called nothing, or something else, has been learnt from already: what the person said. */
function isWorthLearningFrom({ state, dismissed }: Thread): boolean {
  return dismissed !== true && state.context.label === undefined;
}

function extract(thread: Thread, words: Catalogue): readonly Lesson[] {
  return kindOf(thread.kind)?.lessons(thread, words) ?? [];
}

function keep(draft: Draft, lesson: Lesson, thread: Thread): void {
  storeLesson(draft, lesson, { first: thread.created, last: thread.lastActive });
}

function remove(draft: Draft, thread: Thread): void {
  if (thread.status === "complete") draft.complete = draft.complete.filter((other) => other.id !== thread.id);
  else removeFrozen(draft, thread);
  reportChange(draft, "culled", thread);
}

/** Same input, same order, in any language of the machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
