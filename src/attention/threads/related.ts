import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { kindOf } from "../kinds/all.js";
import { findPercept } from "../pool/pool.js";
import { embeddingIn, likeness } from "./embedding.js";
import { timeNear } from "./relevance.js";

/** A thread, and what its references say of it, looked up once. */
export interface ThreadFeatures {
  readonly thread: Thread;
  readonly percepts: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** Time of its newest percept that the pool still has; else when it last had the attention. */
  readonly newest: Seconds;
}

export function featuresOf(thread: Thread, pool: readonly Percept[]): ThreadFeatures {
  const types = new Set<string>();
  let newest: Seconds | undefined;
  for (const { percept: id } of thread.refs) {
    const percept = findPercept(pool, id);
    if (percept === undefined) continue;
    types.add(percept.type);
    newest = Math.max(newest ?? percept.at, percept.at);
  }
  return {
    thread,
    percepts: new Set(thread.refs.map((reference) => reference.percept)),
    types,
    newest: newest ?? thread.lastActive,
  };
}

/**
 * How likely two threads are the same thing, 0 to 1, as relevance is worked out, between their references:
 *
 *     1 − (1 − rule) (1 − near) (1 − shared) (1 − reading)
 *
 * rule: what their kinds say; it comes first, and 0 is never. near: the newest of each in time, half by their subject and half
 * by the types of percepts they share. shared: references to the very same percepts, as a share of those of the thread that
 * has fewer. reading: how alike the Spiralformer finds them. Threads of two kinds are one only where a kind says so.
 */
export function relatedness(one: ThreadFeatures, other: ThreadFeatures, settings: AttentionSettings): number {
  const rule = ruleOf(one.thread, other.thread);
  if (rule === 0 || (rule === undefined && one.thread.kind !== other.thread.kind)) return 0;
  const near =
    settings.merging.nearWeight *
    timeNear(one.newest, other.newest, settings.relevance.nearHalfLife) *
    (0.5 * (haveCommonSubject(one.thread, other.thread) ? 1 : 0) + 0.5 * overlapOf(one.types, other.types));
  const shared = overlapOf(one.percepts, other.percepts);
  const reading = likeness(embeddingIn(one.thread.state.context), embeddingIn(other.thread.state.context), settings);
  return 1 - (1 - Math.min(1, rule ?? 0)) * (1 - near) * (1 - shared) * (1 - reading);
}

/** What either kind says; the stronger word counts, but for a 0. */
function ruleOf(one: Thread, other: Thread): number | undefined {
  const ours = kindOf(one.kind)?.related?.(one, other);
  const theirs = one.kind === other.kind ? ours : kindOf(other.kind)?.related?.(one, other);
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  return Math.min(ours, theirs) === 0 ? 0 : Math.max(ours, theirs);
}

/** The share that both have of what the smaller has. */
function overlapOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [smaller, larger] = one.size < other.size ? [one, other] : [other, one];
  let both = 0;
  for (const item of smaller) if (larger.has(item)) both++;
  return smaller.size === 0 ? 0 : both / smaller.size;
}

function haveCommonSubject(one: Thread, other: Thread): boolean {
  const theirs = [other.subject, ...(other.also ?? [])];
  return theirs.includes(one.subject) || (one.also?.some((subject) => theirs.includes(subject)) ?? false);
}
