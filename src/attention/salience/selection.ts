import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { arousalAt, marginAt, thresholdAt } from "./arousal.js";
import { type Draft, replaceLive, tellChange } from "./draft.js";
import { isBlocked, pause, weighed, withoutWaiting } from "./threads.js";

/**
 * Decides which thread has the attention. A thread that has it keeps it until it completes, blocks, or a rival is both over
 * the threshold and better by the margin. Both move with arousal: an aroused node lets more through and switches sooner.
 */
export function select(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  const arousal = arousalAt(draft.arousal, now, settings);
  const threshold = thresholdAt(arousal, settings);
  const active = draft.live.find((thread) => thread.status === "active");
  const rival = mostSalient(draft.live, (thread) => thread.status === "paused" && !isBlocked(thread, now));

  if (active === undefined) {
    const next = rival !== undefined && rival.salience >= threshold ? rival : dueOf(draft.live, now);
    if (next !== undefined) activate(draft, next, now, settings);
    return;
  }
  if (rival === undefined || rival.salience < threshold) return;
  if (rival.salience <= atLeast(active.salience, marginAt(arousal, settings))) return;
  pause(draft, active, now);
  activate(draft, rival, now, settings);
}

/**
 * What a rival must exceed: the margin is a share of what is left up to 1. Simply added to it, a loud thread could be
 * interrupted by nothing, not even by a person.
 */
function atLeast(salience: number, margin: number): number {
  return salience + margin * (1 - salience);
}

function mostSalient(threads: readonly Thread[], fits: (thread: Thread) => boolean): Thread | undefined {
  let best: Thread | undefined;
  for (const thread of threads) {
    if (fits(thread) && (best === undefined || thread.salience > best.salience)) best = thread;
  }
  return best;
}

/** A thread whose waiting is over may finish when nothing calls louder, faint as it has become. */
function dueOf(threads: readonly Thread[], now: Seconds): Thread | undefined {
  return mostSalient(threads, (thread) => thread.waiting !== undefined && !isBlocked(thread, now));
}

function activate(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): void {
  const active = weighed(draft, { ...withoutWaiting(thread), status: "active", lastActive: now }, now, settings);
  replaceLive(draft, active);
  tellChange(draft, "activated", active);
}
