import type { Intention, ThreadChange } from "../../domain/intention.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread } from "../../domain/thread.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import type { ReflexState } from "./reflex-state.js";
import type { AttentionState } from "./state.js";

type Written = { -readonly [Key in keyof AttentionState]: AttentionState[Key] };

/**
 * The state while one call lasts. Its fields are replaced, what they hold is shared with the old state and never changed: a
 * percept must not cost a copy of everything. Who changes a list asks for its own copy of it first (`ownPool` and its like).
 */
export interface Draft extends Written {
  /** As it was before the call: what is still the same list must not be written on. */
  readonly before: AttentionState;
  /** What is to be done, in order. */
  readonly intentions: Intention[];
  /** For goals, phases and insights: what is kept stays in the language in which it was said. */
  readonly words: Catalogue;
}

/** What every one of attention's functions gives back. */
export interface AttentionResult {
  readonly state: AttentionState;
  readonly intentions: readonly Intention[];
  /** Of a consolidation: there is more to do, and it wants to be called again in this breath. */
  readonly more?: true;
}

// Both are written out field by field: a spread with one new field costs more than all else that a faint percept does.

export function draftOf(state: AttentionState, words: Catalogue): Draft {
  return {
    pool: state.pool,
    live: state.live,
    frozen: state.frozen,
    complete: state.complete,
    reflexes: state.reflexes,
    insights: state.insights,
    learning: state.learning,
    arousal: state.arousal,
    habits: state.habits,
    pairs: state.pairs,
    weighed: state.weighed,
    counters: state.counters,
    before: state,
    intentions: [],
    words,
  };
}

export function resultOf(draft: Draft): AttentionResult {
  const state: AttentionState = {
    pool: draft.pool,
    live: draft.live,
    frozen: draft.frozen,
    complete: draft.complete,
    reflexes: draft.reflexes,
    insights: draft.insights,
    learning: draft.learning,
    arousal: draft.arousal,
    habits: draft.habits,
    pairs: draft.pairs,
    weighed: draft.weighed,
    counters: draft.counters,
  };
  return { state, intentions: draft.intentions };
}

/** The pool, to be written on. Copied once a call, and only then. */
export function ownPool(draft: Draft): Percept[] {
  if (isOwn(draft.pool, draft.before.pool)) return draft.pool;
  const own = [...draft.pool];
  draft.pool = own;
  return own;
}

/** The live threads, to be written on: the list, not what is in it. */
export function ownLive(draft: Draft): Thread[] {
  if (isOwn(draft.live, draft.before.live)) return draft.live;
  const own = [...draft.live];
  draft.live = own;
  return own;
}

/** What is no longer the old state's was made in this call, and nobody else holds it. */
function isOwn<T>(list: readonly T[], old: readonly T[]): list is T[] {
  return list !== old;
}

/** What a reflex remembers from now on. All of them are copied once a call, and only then. */
export function setReflexState(draft: Draft, id: string, state: ReflexState): void {
  const own: Record<string, ReflexState> =
    draft.reflexes === draft.before.reflexes ? { ...draft.reflexes } : draft.reflexes;
  own[id] = state;
  draft.reflexes = own;
}

/** Puts `next` in the place of the live thread of the same id. */
export function replaceLive(draft: Draft, next: Thread): void {
  const index = draft.live.findIndex((thread) => thread.id === next.id);
  if (index >= 0) ownLive(draft)[index] = next;
}

export function addLive(draft: Draft, thread: Thread): void {
  ownLive(draft).push(thread);
}

export function removeLive(draft: Draft, id: string): void {
  draft.live = draft.live.filter((thread) => thread.id !== id);
}

/** Tells what happened to a thread, with the thread as it is after it. */
export function reportChange(draft: Draft, change: ThreadChange, thread: Thread, percept?: Percept): void {
  if (percept === undefined) draft.intentions.push({ kind: "thread", change, thread });
  else draft.intentions.push({ kind: "thread", change, thread, percept: percept.id });
}

export function frozenOf(frozen: AttentionState["frozen"], subject: string): readonly Thread[] {
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
