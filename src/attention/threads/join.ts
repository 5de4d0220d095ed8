import type { Thread, Waiting } from "../../domain/thread.js";
import { kindOf } from "../kinds/all.js";
import { compareIds } from "../pool/ids.js";
import { mergedContext, mergedReferences } from "./references.js";
import { withoutWaiting } from "./waiting.js";

/** So many of the threads that were merged into one are named, the latest. */
const NAMED = 16;

/** Which of two threads the other becomes part of: the older, of equally old ones the more salient. */
export function survivorOf(one: Thread, other: Thread): readonly [Thread, Thread] {
  const by = one.created - other.created || other.salience - one.salience || compareIds(one.id, other.id);
  return by <= 0 ? [one, other] : [other, one];
}

/**
 * Two threads that are the same thing, as one: the references of both, what both understood, and all that either was before.
 * Nothing in the pool changes. In what order three are joined makes no difference to what is known in the end.
 */
export function joined(ours: Thread, theirs: Thread): Thread {
  const isActive = ours.status === "active" || theirs.status === "active";
  const waiting = isActive ? undefined : soonerOf(ours.waiting, theirs.waiting);
  const deadline = soonestOf(ours.deadline, theirs.deadline);
  const also = unionOfTexts([ours.subject], [...(ours.also ?? []), theirs.subject, ...(theirs.also ?? [])]);
  const merged = [...(ours.merged ?? []), { id: theirs.id, goal: theirs.goal }, ...(theirs.merged ?? [])];
  return {
    ...withoutWaiting(ours),
    refs: mergedReferences(ours.refs, theirs.refs),
    state: { ...ours.state, context: mergedContext(ours, theirs, kindOf(ours.kind)) },
    status: isActive ? "active" : ours.status,
    ...(waiting && { waiting }),
    ...(deadline !== undefined && { deadline }),
    ...(also.length > 0 && { also }),
    ...((ours.mattered === true || theirs.mattered === true) && { mattered: true }),
    merged: merged.sort((a, b) => compareIds(a.id, b.id)).slice(-NAMED),
    lastActive: Math.max(ours.lastActive, theirs.lastActive),
  };
}

/** Blocked only while both are. */
function soonerOf(ours: Waiting | undefined, theirs: Waiting | undefined): Waiting | undefined {
  if (ours === undefined || theirs === undefined || ours.over === true) return ours && theirs && ours;
  return theirs.over === true || theirs.until < ours.until ? theirs : ours;
}

function soonestOf(ours: number | undefined, theirs: number | undefined): number | undefined {
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  return Math.min(ours, theirs);
}

/** Each once, in one order, without those that are named already. */
function unionOfTexts(named: readonly string[], texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => !named.includes(text)).sort(compareIds);
}
