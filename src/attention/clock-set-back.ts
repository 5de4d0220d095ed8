import type { Percept } from "../domain/percept.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import type { Draft } from "./state/draft.js";
import { learningSetBack } from "./state/learning-state.js";
import type { Habituation } from "./state/state.js";

/**
 * The clock was set back: nothing may have happened in the future. What says so counts as happening now, and ages from here;
 * nobody knows how long the threads that wait have waited, so their waits end. Otherwise a percept could stay loud, and a
 * thread wait, for as long as the clock was wrong.
 */
export function clockSetBack(draft: Draft, now: Seconds): void {
  draft.pool = draft.pool.map((percept): Percept => (percept.at > now ? { ...percept, at: now } : percept));
  draft.live = draft.live.map((thread) => here(thread, now));
  draft.frozen = Object.fromEntries(
    Object.entries(draft.frozen).map(([subject, threads]) => [subject, threads.map((thread) => here(thread, now))]),
  );
  draft.complete = draft.complete.map((thread) => here(thread, now));
  draft.habits = Object.fromEntries(
    Object.entries(draft.habits).map(([key, habit]): [string, Habituation] => [
      key,
      { ...habit, at: Math.min(habit.at, now) },
    ]),
  );
  draft.learning = learningSetBack(draft.learning, now);
  if (draft.arousal.at > now) draft.arousal = { ...draft.arousal, at: now };
}

function here(thread: Thread, now: Seconds): Thread {
  const waiting = thread.waiting && { ...thread.waiting, until: Math.min(thread.waiting.until, now) };
  if (thread.created <= now && thread.lastActive <= now && waiting === undefined) return thread;
  return {
    ...thread,
    created: Math.min(thread.created, now),
    lastActive: Math.min(thread.lastActive, now),
    ...(waiting && { waiting }),
  };
}
