import type { Insight } from "../domain/insight.js";
import type { Intention, ThreadChange } from "../domain/intention.js";
import type { Percept } from "../domain/percept.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import type { Arousal, AttentionState, Counters, ReflexMemory } from "./state.js";

/**
 * A copy of the state that may be written on while one call lasts. Its arrays are fresh; what is in them (percepts, threads,
 * insights) is shared with the old state and is replaced, never changed.
 */
export interface Draft {
  pool: Percept[];
  live: Thread[];
  frozen: Readonly<Record<string, readonly Thread[]>>;
  complete: Thread[];
  reflexes: Readonly<Record<string, ReflexMemory>>;
  insights: Insight[];
  arousal: Arousal;
  weighed: Seconds;
  counters: Counters;
  /** What is to be done, in order. */
  readonly intentions: Intention[];
}

/** What every one of attention's functions gives back. */
export interface Outcome {
  readonly state: AttentionState;
  readonly intentions: readonly Intention[];
}

export function draftOf(state: AttentionState): Draft {
  return {
    ...state,
    pool: [...state.pool],
    live: [...state.live],
    complete: [...state.complete],
    insights: [...state.insights],
    intentions: [],
  };
}

export function outcomeOf(draft: Draft): Outcome {
  const { intentions, ...state } = draft;
  return { state, intentions };
}

/** Puts `next` in the place of the live thread of the same id. */
export function replaceLive(draft: Draft, next: Thread): void {
  const index = draft.live.findIndex((thread) => thread.id === next.id);
  if (index >= 0) draft.live[index] = next;
}

export function removeLive(draft: Draft, id: string): void {
  draft.live = draft.live.filter((thread) => thread.id !== id);
}

/** Tells what happened to a thread, with the thread as it is after it. */
export function tellChange(draft: Draft, change: ThreadChange, thread: Thread, percept?: Percept): void {
  draft.intentions.push({ kind: "thread", change, thread, ...(percept && { percept: percept.id }) });
}

export function frozenOf(frozen: Draft["frozen"], subject: string): readonly Thread[] {
  // Own keys only: an electrode may be called `constructor`.
  return Object.hasOwn(frozen, subject) ? (frozen[subject] ?? []) : [];
}

export function addFrozen(draft: Draft, thread: Thread): void {
  draft.frozen = { ...draft.frozen, [thread.subject]: [...frozenOf(draft.frozen, thread.subject), thread] };
}

export function removeFrozen(draft: Draft, gone: Thread): void {
  const { [gone.subject]: here = [], ...others } = draft.frozen;
  const left = here.filter((thread) => thread.id !== gone.id);
  draft.frozen = left.length === 0 ? others : { ...others, [gone.subject]: left };
}
