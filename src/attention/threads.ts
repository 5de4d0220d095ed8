import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Percept } from "../domain/percept.js";
import type { Thread, Waiting } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { addFrozen, type Draft, frozenOf, removeFrozen, removeLive, replaceLive, tellChange } from "./draft.js";
import { KINDS, kindOf } from "./kinds/all.js";
import { electrodesOf, type Founding, OWN, type ThreadKind } from "./kinds/kind.js";
import { leftFor, salienceOf } from "./salience.js";

/** References to the newest so many percepts; what older ones said is in the context. */
const REFERENCES = 16;

/**
 * Shows a percept to the threads. Those that find it relevant take a reference; a kind none of whose threads took it may
 * begin a thread, unless another thread already calls the percept its own or a reflex saw to it; else it stays in the pool.
 */
export function offer(
  draft: Draft,
  percept: Percept,
  mayFound: boolean,
  now: Seconds,
  settings: AttentionSettings,
): void {
  const subjects = subjectsOf(percept);
  const takers = new Set<string>();
  let owned = false;

  for (const thread of thawed(draft, percept, subjects, now, settings)) draft.live.push(thread);
  for (const thread of [...draft.live]) {
    if (!subjects.includes(thread.subject)) continue;
    const kind = kindOf(thread.kind);
    const relevance = kind?.relevance(percept, thread) ?? 0;
    if (kind === undefined || relevance <= 0) continue;
    const unblocked = thread.waiting?.for === "percept" && relevance >= OWN ? withoutWaiting(thread) : thread;
    const next = weighed(draft, refer(unblocked, percept, kind), now, settings);
    replaceLive(draft, next);
    tellChange(draft, "referred", next, percept);
    takers.add(thread.kind);
    owned ||= relevance >= OWN;
  }
  if (!mayFound || owned) return;
  for (const kind of KINDS) {
    if (takers.has(kind.name)) continue;
    const founding = kind.claims(percept, draft.pool);
    if (founding !== undefined) found(draft, kind, founding, percept, now, settings);
  }
}

/** What time does to threads: old ones freeze, those that have lived long enough end, and all are weighed again. */
export function age(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  const before = draft.live;
  draft.live = [];
  for (const thread of before) {
    // After the clock was set back nothing may have happened in the future.
    const here = thread.lastActive > now ? { ...thread, lastActive: now } : thread;
    if (isWorn(here, now, settings)) complete(draft, here, "it has been followed for long enough");
    else if (isLeft(draft, here, now, settings)) freeze(draft, here);
    else draft.live.push(weighed(draft, here, now, settings));
  }
}

/** Ends a live thread; consolidation will take it. */
export function complete(draft: Draft, thread: Thread, phase: string): void {
  const ended: Thread = {
    ...withoutWaiting(thread),
    status: "complete",
    state: { ...thread.state, phase, nextStep: "nothing more" },
  };
  removeLive(draft, thread.id);
  draft.complete.push(ended);
  tellChange(draft, "completed", ended);
}

/** Sets a thread aside; with `waiting`, until what it waits for comes. */
export function pause(draft: Draft, thread: Thread, now: Seconds, waiting?: Waiting): void {
  const paused: Thread = {
    ...withoutWaiting(thread),
    status: "paused",
    lastActive: now,
    ...(waiting && { waiting }),
  };
  replaceLive(draft, paused);
  tellChange(draft, "paused", paused);
}

/** Does the thread wait for something that has not come yet? */
export function isBlocked(thread: Thread, now: Seconds): boolean {
  return thread.waiting !== undefined && now < thread.waiting.until;
}

export function withoutWaiting(thread: Thread): Thread {
  const { waiting: _, ...rest } = thread;
  return rest;
}

export function weighed(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): Thread {
  const salience = salienceOf(thread, draft.pool, now, settings);
  return salience === thread.salience ? thread : { ...thread, salience };
}

function found(
  draft: Draft,
  kind: ThreadKind,
  founding: Founding,
  percept: Percept,
  now: Seconds,
  settings: AttentionSettings,
): void {
  const number = draft.counters.nextThread;
  draft.counters = { ...draft.counters, nextThread: number + 1 };
  const empty: Thread = {
    id: `t-${number}`,
    kind: kind.name,
    goal: founding.goal,
    subject: founding.subject,
    refs: [],
    state: { phase: "new", context: {}, nextStep: founding.nextStep },
    salience: 0,
    status: "paused",
    created: now,
    lastActive: now,
  };
  const evidence = [...(founding.earlier ?? []).filter((earlier) => earlier.id !== percept.id), percept];
  const full = evidence.reduce((thread, one) => refer(thread, one, kind), empty);
  const thread = weighed(draft, full, now, settings);
  draft.live.push(thread);
  tellChange(draft, "created", thread, percept);
}

/** Takes a reference, and what the percept says into the context. */
function refer(thread: Thread, percept: Percept, kind: ThreadKind): Thread {
  return {
    ...thread,
    refs: [...thread.refs, percept.id].slice(-REFERENCES),
    state: { ...thread.state, context: kind.gather(thread.state.context, percept) },
  };
}

/** Frozen threads that the percept is about come back, paused. Only those of its subjects are looked at. */
function thawed(
  draft: Draft,
  percept: Percept,
  subjects: readonly string[],
  now: Seconds,
  settings: AttentionSettings,
): readonly Thread[] {
  const back: Thread[] = [];
  for (const subject of subjects) {
    for (const thread of frozenOf(draft.frozen, subject)) {
      const relevance = kindOf(thread.kind)?.relevance(percept, thread) ?? 0;
      if (relevance < OWN || isWorn(thread, now, settings)) continue;
      const awake: Thread = { ...thread, status: "paused" };
      removeFrozen(draft, thread);
      tellChange(draft, "thawed", awake, percept);
      back.push(awake);
    }
  }
  return back;
}

function freeze(draft: Draft, thread: Thread): void {
  const frozen: Thread = { ...withoutWaiting(thread), status: "frozen" };
  removeLive(draft, thread.id);
  addFrozen(draft, frozen);
  tellChange(draft, "frozen", frozen);
}

/** Nobody returned to it, and nothing relevant has come since. */
function isLeft(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): boolean {
  return thread.status === "paused" && leftFor(thread, draft.pool, now, settings) > settings.threads.freezeAfter;
}

/** No thread lives longer than this, whatever feeds it: what it learnt must be kept some day, and another may begin. */
function isWorn(thread: Thread, now: Seconds, settings: AttentionSettings): boolean {
  return now - thread.created > settings.threads.freezeAfter + settings.threads.cullAfter;
}

/** Every subject whose threads this percept could concern. */
function subjectsOf(percept: Percept): readonly string[] {
  const subjects = new Set([...electrodesOf(percept), percept.source]);
  if (percept.source === "reader" || percept.type === "spike") subjects.add("grove");
  return [...subjects];
}
