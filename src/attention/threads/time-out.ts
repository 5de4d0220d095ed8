import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Seconds } from "../../domain/time.js";
import type { Draft } from "../state/draft.js";
import type { AttentionState } from "../state/state.js";
import { complete } from "./lifecycle.js";
import { isBlocked, unblock } from "./waiting.js";

/** What is due: waits that ran out are over, threads whose deadline has come end. */
export function timeOut(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  for (const thread of draft.live) {
    if (thread.deadline !== undefined && now >= thread.deadline)
      complete(draft, thread, draft.words.threads.end.timeOver, now, settings);
    else if (isBlocked(thread) && now >= (thread.waiting?.until ?? now)) unblock(draft, thread);
  }
}

/** When `timeOut` next has something to do; Infinity: never. */
export function nextTimeOut(state: Pick<AttentionState, "live">): Seconds {
  let next = Number.POSITIVE_INFINITY;
  for (const thread of state.live) {
    if (isBlocked(thread)) next = Math.min(next, thread.waiting?.until ?? next);
    if (thread.deadline !== undefined) next = Math.min(next, thread.deadline);
  }
  return next;
}
