import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import type { Reference, Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import type { ThreadKind } from "../kinds/kind.js";
import { findPercept } from "../pool/pool.js";
import { embeddingIn, embeddingOf, likeness } from "./embedding.js";
import { isAbout, type Subjects } from "./subjects.js";

export type Relevance = Omit<Reference, "percept">;

/**
 * How much a percept matters to a thread, and by what:
 *
 *     relevance = 1 − (1 − rule) (1 − near) (1 − reading)
 *
 * rule: what the thread's kind says, which comes first. near: how near the percept is to the thread's newest one, in time, on
 * its electrode, of the same type; it strengthens what the rule lets in, and alone makes nothing relevant. reading: how alike
 * the Spiralformer finds them, where both have a reading; that alone may make a percept relevant.
 */
export function relevanceOf(
  percept: Percept,
  thread: Thread,
  kind: ThreadKind,
  subjects: Subjects,
  pool: readonly Percept[],
  settings: AttentionSettings,
): Relevance {
  const rule = Math.min(1, Math.max(0, kind.relevance(percept, thread) || 0));
  const near = rule > 0 ? nearness(percept, thread, subjects, pool, settings) : 0;
  const reading =
    percept.data.embedding === undefined
      ? 0
      : likeness(embeddingOf(percept), embeddingIn(thread.state.context), settings);
  return {
    relevance: 1 - (1 - rule) * (1 - near) * (1 - reading),
    parts: { rule, ...(near > 0 && { near }), ...(reading > 0 && { reading }) },
  };
}

/** A third each for the time alone, for the electrode and for the type; all of it fades with the time in between. */
function nearness(
  percept: Percept,
  thread: Thread,
  subjects: Subjects,
  pool: readonly Percept[],
  { relevance }: AttentionSettings,
): number {
  const newest = findPercept(pool, thread.refs.at(-1)?.percept ?? "");
  if (newest === undefined || newest.id === percept.id) return 0;
  const alike = 1 + (isAbout(thread, subjects) ? 1 : 0) + (newest.type === percept.type ? 1 : 0);
  return (relevance.nearWeight * timeNear(percept.at, newest.at, relevance.nearHalfLife) * alike) / 3;
}

/** 1 at the same time, half so much after `halfLife`. */
export function timeNear(one: Seconds, other: Seconds, halfLife: Seconds): number {
  return 2 ** (-Math.abs(one - other) / halfLife);
}
