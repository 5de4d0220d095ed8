import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import type { ThreadKind } from "../kinds/kind.js";
import { arousalAt, thresholdAt } from "../salience/arousal.js";
import type { Draft } from "../state/draft.js";

/**
 * What a thread wants that cannot wait for a hold, such as to hear a strong burst while it lasts: if it is salient enough for the attention, whoever
 * has that. The thread as it is after it.
 */
export function actAtOnce(
  draft: Draft,
  thread: Thread,
  kind: ThreadKind,
  now: Seconds,
  settings: AttentionSettings,
): Thread {
  const urgent = kind.atOnce?.(thread, draft.words);
  if (urgent === undefined) return thread;
  if (thread.salience < thresholdAt(arousalAt(draft.arousal, now, settings), settings)) return thread;
  draft.intentions.push(...urgent.intentions);
  return { ...thread, mattered: true, state: { ...thread.state, context: urgent.context } };
}
