import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { type AttentionResult, draftOf, resultOf } from "./state/draft.js";
import type { AttentionRules, AttentionState } from "./state/state.js";
import { select } from "./threads/selection.js";
import { isBlocked, unblock } from "./threads/waiting.js";

/** A phase of the breath began: threads that waited for it may go on. */
export function phaseBegan(state: AttentionState, phase: string, now: Seconds, rules: AttentionRules): AttentionResult {
  const waits = (thread: Thread) =>
    isBlocked(thread) && thread.waiting?.for === "phase" && (thread.waiting.name ?? phase) === phase;
  if (!state.live.some(waits)) return { state, intentions: [] };
  const draft = draftOf(state, rules.words);
  for (const thread of state.live) if (waits(thread)) unblock(draft, thread);
  select(draft, now, rules.settings);
  return resultOf(draft);
}
