import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { idleFor, withSalience } from "../salience/salience.js";
import { type Draft, replaceLive } from "../state/draft.js";
import { complete, freeze, isOverAge } from "./lifecycle.js";
import { isBlocked } from "./waiting.js";

/** What time does to threads: old ones freeze, those that have lived long enough end, and all others are weighed again. */
export function ageThreads(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  for (const thread of draft.live) {
    if (isOverAge(thread, now, settings)) complete(draft, thread, draft.words.threads.end.longEnough, now, settings);
    else if (isLeft(draft, thread, now, settings)) freeze(draft, thread, now, settings);
    else replaceLive(draft, withSalience(draft, thread, now, settings));
  }
}

/** Nobody returned to it, nothing relevant has come since, and it does not wait for anything. */
function isLeft(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): boolean {
  if (thread.status !== "paused" || isBlocked(thread)) return false;
  const waited = thread.waiting === undefined ? 0 : Math.max(0, now - thread.waiting.until);
  const left = thread.waiting === undefined ? idleFor(thread, draft.pool, now, settings) : waited;
  return left > settings.threads.freezeAfter;
}
