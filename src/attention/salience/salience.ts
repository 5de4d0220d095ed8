import type { AttentionSettings } from "../../domain/attention-settings.js";
import { globMatches } from "../../domain/glob.js";
import type { Percept } from "../../domain/percept.js";
import { isNeighbourSource, type PerceptSource, voiceOf } from "../../domain/percept-source.js";
import type { Boost, SalienceParts, Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { kindOf } from "../kinds/all.js";
import { freshness, intensityOf } from "../pool/decay.js";
import { findPercept, resolve } from "../pool/pool.js";
import type { Draft } from "../state/draft.js";
import type { AttentionState } from "../state/state.js";
import { habituationTo } from "./habituation.js";
import { bitsOf, surpriseOf } from "./surprise.js";

/** How much a source matters when the card does not say. */
const ORDINARY = 0.5;

const NOTHING: SalienceParts = { boosts: [], age: 1, habituation: 1 };

export interface ExplainedSalience {
  readonly salience: number;
  readonly why: SalienceParts;
}

/** What salience is worked out from, besides the thread. Arousal is not in it, and has no part in it. */
export type SalienceInputs = Pick<AttentionState, "pool" | "habits">;

/**
 * How much a thread matters now, 0 to 1, and why. This is where judgement happens:
 *
 *     said(source) = 1 − ∏ (1 − loudness · relevance)         over the references to that source that still resolve
 *     boosts       = importance · said for every source, and `surprise`
 *     salience     = age × habituation × (1 − ∏ (1 − boost))
 *
 * loudness: intensity × freshness, halved every half-life. relevance: how much the percept matters to the thread's goal. importance: the
 * card's weight of a source, which is also the most that a source can do, however often it speaks: a person comes through
 * where an electrode chatters. All neighbours are one source, as loud as the loudest of them, so that a grove that chatters
 * does not drown the node's own life. surprise: of the most surprising reading (see there). age: 1 for the active thread, halved for
 * every `freezeAfter` that a paused one has been left. habituation: of what the node is least used to among what the thread
 * refers to. Both products are noisy-ors: no boost hides another, and the result stays within bounds.
 */
export function salienceOf(
  thread: Thread,
  inputs: SalienceInputs,
  now: Seconds,
  settings: AttentionSettings,
): ExplainedSalience {
  if (kindOf(thread.kind) === undefined) return { salience: 0, why: NOTHING };
  const unsaid = new Map<PerceptSource, number>();
  const importance = new Map<PerceptSource, number>();
  let habituation = 0;
  let surprise = 0;
  let newest: Seconds = thread.lastActive;
  for (const { percept: id, relevance } of thread.refs) {
    const percept = findPercept(inputs.pool, id);
    const fresh = percept === undefined ? 0 : freshness(percept, now, settings.pool);
    if (percept === undefined || fresh === 0) continue;
    newest = Math.max(newest, percept.at);
    const heard = fresh * intensityOf(percept) * relevance;
    const voice = voiceOf(percept.source);
    const before = unsaid.get(voice) ?? 1;
    unsaid.set(voice, isNeighbourSource(voice) ? Math.min(before, 1 - heard) : before * (1 - heard));
    importance.set(voice, Math.max(importance.get(voice) ?? 0, importanceOf(percept.source, settings)));
    if (habituation < 1)
      habituation = Math.max(habituation, habituationTo(percept, inputs.habits, now, settings.habituation));
    const bits = bitsOf(percept);
    if (bits > 0) surprise = Math.max(surprise, relevance * fresh * surpriseOf(bits, settings));
  }
  const boosts: Boost[] = [];
  for (const [by, rest] of unsaid) boosts.push({ by, boost: (importance.get(by) ?? 0) * (1 - rest) });
  if (surprise > 0) boosts.push({ by: SURPRISE, boost: surprise });
  const age = thread.status === "active" ? 1 : 2 ** (-Math.max(0, now - newest) / settings.threads.freezeAfter);
  return combined(boosts, age, unsaid.size === 0 ? 1 : habituation);
}

/** The name of that boost; every other is called by a source. */
export const SURPRISE = "surprise";

/** The parts as one. Puts the strongest boost first. */
export function combined(boosts: Boost[], age: number, habituation: number): ExplainedSalience {
  if (boosts.length > 1) boosts.sort((a, b) => b.boost - a.boost || (a.by < b.by ? -1 : 1));
  let unmoved = 1;
  for (const { boost } of boosts) unmoved *= 1 - boost;
  return { salience: age * habituation * (1 - unmoved), why: { boosts, age, habituation } };
}

/** The thread with its salience as it is now. */
export function withSalience(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): Thread {
  const { salience, why } = salienceOf(thread, draft, now, settings);
  return { ...thread, salience, why };
}

/** The first glob of the card that fits. */
export function importanceOf(source: PerceptSource, settings: AttentionSettings): number {
  for (const rule of settings.importance) if (globMatches(rule.source, source)) return rule.weight;
  return ORDINARY;
}

/** Seconds since the thread had the attention or its newest reference that still resolves came, whichever was later. */
export function idleFor(thread: Thread, pool: readonly Percept[], now: Seconds, settings: AttentionSettings): Seconds {
  const newest = resolve(pool, thread.refs.at(-1)?.percept ?? "", now, settings.pool);
  return Math.max(0, now - Math.max(thread.lastActive, newest?.at ?? thread.lastActive));
}
