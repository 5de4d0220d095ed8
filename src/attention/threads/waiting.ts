import type { Percept } from "../../domain/percept.js";
import type { Thread } from "../../domain/thread.js";
import { OWN } from "../kinds/kind.js";
import { type Draft, replaceLive, reportChange } from "../state/draft.js";

/** Does the thread wait for something that has not come yet? */
export function isBlocked(thread: Thread): boolean {
  return thread.waiting !== undefined && thread.waiting.over !== true;
}

/** What it waited for came, or its time ran out: it may go on as soon as nothing calls louder. */
export function unblock(draft: Draft, thread: Thread, percept?: Percept): Thread {
  if (thread.waiting === undefined || thread.waiting.over === true) return thread;
  const free: Thread = { ...thread, waiting: { ...thread.waiting, over: true } };
  replaceLive(draft, free);
  reportChange(draft, "unblocked", free, percept);
  return free;
}

/** Is this percept, which matters to the thread by so much, what it waits for? */
export function isAwaited(thread: Thread, percept: Percept, relevance: number): boolean {
  const { waiting } = thread;
  switch (waiting?.for) {
    case "percept":
      return relevance >= OWN;
    case "model":
      return percept.source === "reader" && (waiting.name === undefined || waiting.name === percept.type);
    case "reply":
      return isAnswer(thread, percept);
    default:
      return false;
  }
}

/** Does it say what somebody said: a person, another node? */
export function isFromSomebody({ source, tags }: Percept): boolean {
  return source === "operator" || tags.includes("from:operator") || tags.includes("from:neighbour");
}

/** What somebody says answers the thread that waits for it, whatever it is about. */
export function isAnswer(thread: Thread, percept: Percept): boolean {
  const { waiting } = thread;
  if (waiting?.for !== "reply" || waiting.over === true || !isFromSomebody(percept)) return false;
  return waiting.name === undefined || waiting.name === percept.source;
}

/** No longer waiting, for whatever reason. */
export function withoutWaiting(thread: Thread): Thread {
  if (thread.waiting === undefined) return thread;
  const { waiting: _, ...rest } = thread;
  return rest;
}
