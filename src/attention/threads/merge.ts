import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { compareIds } from "../pool/ids.js";
import { withSalience } from "../salience/salience.js";
import { type Draft, removeLive, replaceLive } from "../state/draft.js";
import type { MergeVerdict } from "../state/state.js";
import { joined, survivorOf } from "./join.js";
import { featuresOf, relatedness, type ThreadFeatures } from "./related.js";

/** Every thread is compared with so many neighbours in time: with all of them, a thought would cost the square of their number. */
const NEIGHBOURS = 6;

/**
 * "Oh, these are the same thing." Looks, once a thought, for live threads that are one. What looks so at two thoughts in a row is
 * merged; what did only once is not asked again until it has clearly been two: a pair must not be taken up and dropped in turns.
 */
export function mergeRelated(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  if (draft.live.length < 2) {
    if (Object.keys(draft.pairs).length > 0) draft.pairs = {};
    return;
  }
  const pairs: Record<string, MergeVerdict> = {};
  const gone = new Set<string>();
  for (const [one, other] of neighboursIn(draft)) {
    if (gone.has(one.thread.id) || gone.has(other.thread.id)) continue;
    const [key, before] = pairOf(draft, one.thread, other.thread);
    const score = relatedness(one, other, settings);
    const isLikely = score >= settings.merging.from;
    if (isLikely && before === "likely") gone.add(merge(draft, one.thread, other.thread, now, settings));
    else if (isLikely && before === undefined) pairs[key] = "likely";
    else if (before !== undefined && score >= settings.merging.below) pairs[key] = "refused";
  }
  draft.pairs = pairs;
}

/** The other becomes part of the survivor: its references and understanding live on, it does not. Returns its id. */
function merge(draft: Draft, one: Thread, other: Thread, now: Seconds, settings: AttentionSettings): string {
  // One of them may have grown since it was looked at, by another that became part of it.
  const latest = (thread: Thread) => draft.live.find((live) => live.id === thread.id) ?? thread;
  const [ours, theirs] = survivorOf(latest(one), latest(other));
  const survivor = withSalience(draft, joined(ours, theirs), now, settings);
  removeLive(draft, theirs.id);
  replaceLive(draft, survivor);
  draft.counters = { ...draft.counters, merged: draft.counters.merged + 1 };
  draft.intentions.push({ kind: "thread", change: "merged", thread: theirs, into: survivor.id });
  return theirs.id;
}

/** Each thread with those whose newest percepts came nearest in time, the earlier first. */
function* neighboursIn(draft: Draft): Iterable<readonly [ThreadFeatures, ThreadFeatures]> {
  const sights = draft.live
    .map((thread) => featuresOf(thread, draft.pool))
    .sort((a, b) => a.newest - b.newest || compareIds(a.thread.id, b.thread.id));
  for (const [place, one] of sights.entries())
    for (const other of sights.slice(place + 1, place + 1 + NEIGHBOURS)) yield [one, other];
}

function pairOf(draft: Draft, one: Thread, other: Thread): readonly [string, MergeVerdict | undefined] {
  const key = [one.id, other.id].sort(compareIds).join(" ");
  return [key, Object.hasOwn(draft.pairs, key) ? draft.pairs[key] : undefined];
}
