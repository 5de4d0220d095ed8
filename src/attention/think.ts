import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { applyElapsed } from "./apply-elapsed.js";
import { kindOf } from "./kinds/all.js";
import { arouseByThreads } from "./salience/arousal.js";
import { type AttentionResult, type Draft, draftOf, replaceLive, resultOf } from "./state/draft.js";
import type { AttentionRules, AttentionState } from "./state/state.js";
import { complete, pause } from "./threads/lifecycle.js";
import { mergeRelated } from "./threads/merge.js";
import { select } from "./threads/selection.js";
import { withoutWaiting } from "./threads/waiting.js";

/**
 * A moment of thought, in the hold: time does its work, threads that are the same thing become one, one of them has the
 * attention (or few), and takes one step. It goes on, is complete, or is blocked; then the next one has the attention, and its
 * step comes with the next thought.
 */
export function think(state: AttentionState, now: Seconds, rules: AttentionRules): AttentionResult {
  const { settings } = rules;
  const draft = draftOf(state, rules.words);
  applyElapsed(draft, now, settings);
  mergeRelated(draft, now, settings);
  select(draft, now, settings);
  const active = draft.live.filter((thread) => thread.status === "active");
  for (const thread of active) takeStep(draft, thread, now, settings);
  arouseByThreads(draft, now, settings);
  if (active.length > 0) select(draft, now, settings);
  return resultOf(draft);
}

function takeStep(draft: Draft, active: Thread, now: Seconds, settings: AttentionSettings): void {
  const kind = kindOf(active.kind);
  if (kind === undefined) {
    complete(draft, active, draft.words.threads.end.unknownKind, now, settings);
    return;
  }
  const step = kind.step(active, now, draft.words);
  const wishes = step.intentions ?? [];
  const next: Thread = {
    ...withoutWaiting(active),
    lastActive: now,
    state: { phase: step.phase, nextStep: step.nextStep, context: step.context ?? active.state.context },
    ...(step.deadline !== undefined && { deadline: step.deadline }),
    ...(wishes.length > 0 && { mattered: true }),
  };
  draft.intentions.push(...wishes);
  if (step.outcome === "complete") complete(draft, next, step.phase, now, settings);
  else if (step.outcome === "blocked") pause(draft, next, now, settings, step.waiting);
  else replaceLive(draft, next);
}
