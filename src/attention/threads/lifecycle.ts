import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread, Waiting } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { habituate, sensitise } from "../salience/habituation.js";
import { withSalience } from "../salience/salience.js";
import { addFrozen, addLive, type Draft, removeFrozen, removeLive, replaceLive, reportChange } from "../state/draft.js";
import { withoutWaiting } from "./waiting.js";

/** Sets a thread aside; with `waiting`, until what it waits for comes. One that is interrupted before the step that was due still has it before it. */
export function pause(
  draft: Draft,
  thread: Thread,
  now: Seconds,
  settings: AttentionSettings,
  waiting?: Waiting,
): void {
  const paused: Thread = {
    ...thread,
    status: "paused",
    lastActive: now,
    // Nothing waits longer than it may live.
    ...(waiting && { waiting: { ...waiting, until: Math.min(waiting.until, now + longestLife(settings)) } }),
  };
  replaceLive(draft, paused);
  reportChange(draft, "paused", paused);
}

/** Ends a live thread; consolidation will take it. */
export function complete(draft: Draft, thread: Thread, phase: string, now: Seconds, settings: AttentionSettings): void {
  const ended: Thread = {
    ...withoutWaiting(thread),
    status: "complete",
    state: { ...thread.state, phase, nextStep: draft.words.threads.nothingMore },
  };
  removeLive(draft, thread.id);
  draft.complete = [...draft.complete, ended];
  reportChange(draft, "completed", ended);
  if (thread.mattered === true) sensitise(draft, thread);
  else habituate(draft, thread, now, settings.habituation);
}

/** Somebody says that it is nothing: it ends, and the node gets used to its like sooner than by itself. */
export function dismiss(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): void {
  const { mattered: _, ...rest } = thread;
  habituate(draft, thread, now, settings.habituation);
  complete(draft, { ...rest, dismissed: true }, draft.words.threads.end.dismissed, now, settings);
}

/** Nobody returned to it. */
export function freeze(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): void {
  const frozen: Thread = { ...withoutWaiting(thread), status: "frozen" };
  removeLive(draft, thread.id);
  addFrozen(draft, frozen);
  reportChange(draft, "frozen", frozen);
  if (thread.mattered !== true) habituate(draft, thread, now, settings.habituation);
}

/** Something relevant came: it is back, the last among the live ones. */
export function thaw(
  draft: Draft,
  thread: Thread,
  percept: Percept,
  now: Seconds,
  settings: AttentionSettings,
): Thread {
  const awake = withSalience(draft, { ...thread, status: "paused" }, now, settings);
  removeFrozen(draft, thread);
  addLive(draft, awake);
  reportChange(draft, "thawed", awake, percept);
  return awake;
}

/** No thread lives longer than this, whatever feeds it: what it learnt must be kept some day, and another may begin. */
export function isOverAge(thread: Thread, now: Seconds, settings: AttentionSettings): boolean {
  return now - thread.created > longestLife(settings);
}

function longestLife({ threads }: AttentionSettings): Seconds {
  return threads.freezeAfter + threads.cullAfter;
}
