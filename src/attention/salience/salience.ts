import type { AttentionSettings } from "../domain/attention-settings.js";
import { globMatches } from "../domain/glob.js";
import type { Percept } from "../domain/percept.js";
import type { Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { kindOf } from "./kinds/all.js";
import { loudness, resolve } from "./pool.js";

/** How much a source matters when the card does not say. */
const ORDINARY = 0.5;

/**
 * How much a thread matters now, 0 to 1. This is where judgement happens:
 *
 *     said(source) = 1 − ∏ (1 − loudness · relevance)         over the references to that source that still resolve
 *     salience     = age × (1 − ∏ (1 − importance · said))    over the sources
 *
 * loudness: intensity, halved every half-life. relevance: what the thread's kind says of the percept. importance: the card's
 * weight of a source, which is also the most that a source can do, however often it speaks: a person comes through where an
 * electrode chatters. age: 1 for the active thread, halved for every `freezeAfter` that a paused one has been left. Both
 * products are noisy-ors: no boost hides another, and the result stays within bounds. Arousal has no part in it.
 */
export function salienceOf(
  thread: Thread,
  pool: readonly Percept[],
  now: Seconds,
  settings: AttentionSettings,
): number {
  const kind = kindOf(thread.kind);
  if (kind === undefined) return 0;
  const unsaid = new Map<string, number>();
  for (const id of thread.refs) {
    const percept = resolve(pool, id, now, settings.pool);
    if (percept === undefined) continue;
    const heard = loudness(percept, now, settings.pool) * kind.relevance(percept, thread);
    unsaid.set(percept.source, (unsaid.get(percept.source) ?? 1) * (1 - heard));
  }
  let nothing = 1;
  for (const [source, rest] of unsaid) nothing *= 1 - importanceOf(source, settings) * (1 - rest);
  return ageFactor(thread, pool, now, settings) * (1 - nothing);
}

/** The first glob of the card that fits. */
export function importanceOf(source: string, settings: AttentionSettings): number {
  return settings.importance.find((rule) => globMatches(rule.source, source))?.weight ?? ORDINARY;
}

/** Seconds since the thread had the attention or its newest reference that still resolves came, whichever was later. */
export function leftFor(thread: Thread, pool: readonly Percept[], now: Seconds, settings: AttentionSettings): Seconds {
  const newest = resolve(pool, thread.refs.at(-1) ?? "", now, settings.pool);
  return Math.max(0, now - Math.max(thread.lastActive, newest?.at ?? thread.lastActive));
}

function ageFactor(thread: Thread, pool: readonly Percept[], now: Seconds, settings: AttentionSettings): number {
  if (thread.status === "active") return 1;
  return 2 ** (-leftFor(thread, pool, now, settings) / settings.threads.freezeAfter);
}
