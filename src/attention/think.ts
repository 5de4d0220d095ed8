import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { type Draft, draftOf, type Outcome, outcomeOf, replaceLive } from "./draft.js";
import { kindOf } from "./kinds/all.js";
import { select } from "./selection.js";
import { settle } from "./settle.js";
import type { AttentionRules, AttentionState } from "./state.js";
import { complete, pause } from "./threads.js";

/**
 * A moment of thought, in the hold: time does its work, one thread has the attention, and it takes one step. It goes on, is
 * complete, or is blocked; then the next one has the attention, and its step comes with the next thought.
 */
export function think(state: AttentionState, now: Seconds, rules: AttentionRules): Outcome {
  const draft = draftOf(state);
  settle(draft, now, rules.settings);
  select(draft, now, rules.settings);
  const active = draft.live.find((thread) => thread.status === "active");
  if (active !== undefined) {
    takeStep(draft, active, now);
    select(draft, now, rules.settings);
  }
  return outcomeOf(draft);
}

function takeStep(draft: Draft, active: Thread, now: Seconds): void {
  const kind = kindOf(active.kind);
  if (kind === undefined) {
    complete(draft, active, "nobody knows how to go on with it");
    return;
  }
  const step = kind.step(active, now);
  const next: Thread = {
    ...active,
    lastActive: now,
    state: { phase: step.phase, nextStep: step.nextStep, context: step.context ?? active.state.context },
  };
  draft.intentions.push(...(step.intentions ?? []));
  if (step.outcome === "complete") complete(draft, next, step.phase);
  else if (step.outcome === "blocked") pause(draft, next, now, step.waiting);
  else replaceLive(draft, next);
}
