import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Json, Percept } from "../domain/percept.js";
import { isNeighbourSource, isReflexSource, type PerceptSource } from "../domain/percept-source.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { addFrozen, type Draft, removeFrozen, replaceLive, reportChange } from "./state/draft.js";
import { findThread } from "./threads/find-thread.js";
import { dismiss } from "./threads/lifecycle.js";

/** Who may ask the node to listen: a person, a neighbour, a reflex of the card. */
function mayAskToListen(source: PerceptSource): boolean {
  return source === "operator" || isNeighbourSource(source) || isReflexSource(source);
}

/**
 * Does what somebody's words say, at once: ends a dismissed thread, marks confirmed and labelled ones, listens. What the words
 * teach is learnt from the percept like from any other. Words about what is no longer there do nothing.
 */
export function applyInstruction(draft: Draft, percept: Percept, now: Seconds, settings: AttentionSettings): void {
  if (percept.type === "listen" && mayAskToListen(percept.source)) listen(draft, percept);
  if (percept.source !== "operator") return;
  if (percept.type === "dismiss") endThread(draft, percept, now, settings);
  else if (percept.type === "confirm") confirm(draft, percept);
  else if (percept.type === "label") label(draft, percept);
}

function endThread(draft: Draft, { data }: Percept, now: Seconds, settings: AttentionSettings): void {
  const thread = threadIn(draft, data);
  if (thread === undefined || thread.status === "complete") return;
  if (thread.status === "frozen") removeFrozen(draft, thread);
  dismiss(draft, thread, now, settings);
}

function confirm(draft: Draft, percept: Percept): void {
  const thread = threadIn(draft, percept.data);
  if (thread !== undefined) mark(draft, thread, percept, { confirmed: true });
}

/** Threads of the electrode that lived in the time that the label is for. */
function label(draft: Draft, percept: Percept): void {
  const { electrode, as, from, to } = percept.data;
  if (typeof electrode !== "string" || typeof as !== "string") return;
  if (typeof from !== "number" || typeof to !== "number") return;
  const frozen = Object.hasOwn(draft.frozen, electrode) ? (draft.frozen[electrode] ?? []) : [];
  for (const thread of [...draft.live, ...frozen, ...draft.complete]) {
    const isMeant = thread.subject === electrode && thread.created <= to && lastOf(draft, thread) >= from;
    if (isMeant) mark(draft, thread, percept, { label: as });
  }
}

function listen(draft: Draft, { data }: Percept): void {
  const { electrodes, for_s: seconds, reason } = data;
  if (!Array.isArray(electrodes) || typeof seconds !== "number" || !(seconds > 0)) return;
  const why = typeof reason === "string" ? reason : draft.words.threads.somebodyAsked;
  for (const electrode of electrodes)
    if (typeof electrode === "string") draft.intentions.push({ kind: "listen", electrode, seconds, reason: why });
  draft.intentions.push({ kind: "breath", call: "gasp", reason: why });
}

/** Somebody's word about a thread stays in its context, and it mattered. */
function mark(draft: Draft, thread: Thread, percept: Percept, word: Readonly<Record<string, Json>>): void {
  const marked: Thread = {
    ...thread,
    mattered: true,
    state: { ...thread.state, context: { ...thread.state.context, ...word } },
  };
  if (thread.status === "complete") draft.complete = draft.complete.map((one) => (one.id === thread.id ? marked : one));
  else if (thread.status === "frozen") {
    removeFrozen(draft, thread);
    addFrozen(draft, marked);
  } else replaceLive(draft, marked);
  reportChange(draft, "referred", marked, percept);
}

function threadIn(draft: Draft, { thread }: Percept["data"]): Thread | undefined {
  return typeof thread === "string" ? findThread(draft, thread) : undefined;
}

/** When something last happened to it: it had the attention, or the newest percept came that is still in the pool. */
function lastOf(draft: Draft, thread: Thread): Seconds {
  const newest = thread.refs.at(-1)?.percept;
  const percept = draft.pool.find(({ id }) => id === newest);
  return Math.max(thread.lastActive, percept?.at ?? thread.created);
}
