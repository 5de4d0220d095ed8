import type { Percept } from "../../domain/percept.js";
import { type PerceptSource, voiceOf } from "../../domain/percept-source.js";
import type { Seconds } from "../../domain/time.js";
import { type Draft, ownPool } from "../state/draft.js";
import { halfLivesOf, halvingsOf, intensityOf, isExpired, type PoolSettings } from "./decay.js";
import { compareIds } from "./ids.js";

/** What a reference points to: nothing once the percept fell out of the pool or is too old, which is no error. */
export function resolve(
  pool: readonly Percept[],
  id: string,
  now: Seconds,
  settings: PoolSettings,
): Percept | undefined {
  const found = findPercept(pool, id);
  return found !== undefined && !isExpired(found, now, settings) ? found : undefined;
}

/** The same, however old it is. */
export function findPercept(pool: readonly Percept[], id: string): Percept | undefined {
  const last = pool.at(-1);
  if (last === undefined || compareIds(last.id, id) < 0) return undefined; // as every new one is
  const found = pool[placeOf(pool, id)];
  return found?.id === id ? found : undefined;
}

/** Takes a percept in. */
export function addPercept(draft: Draft, percept: Percept): void {
  const pool = ownPool(draft);
  const last = pool.at(-1);
  if (last === undefined || compareIds(last.id, percept.id) < 0) pool.push(percept);
  else pool.splice(placeOf(pool, percept.id), 0, percept);
}

/**
 * Keeps the pool within its bound and counts what falls out, the faintest first, of those that have more than their share: each electrode, each
 * other sense and all neighbours together have an equal one, and who keeps within it loses nothing to a flood of others. A full pool
 * makes room for a sixteenth at once: a flood must not cost a look at every percept for every percept.
 */
export function evictFaintest(draft: Draft, now: Seconds, settings: PoolSettings): void {
  if (draft.pool.length <= settings.capacity) return;
  const kept = settings.capacity - Math.floor(settings.capacity / 16);
  const decay = halfLivesOf(settings);
  const ranks = Float64Array.from(draft.pool, (one) => Math.log2(intensityOf(one)) - halvingsOf(one, now, decay));
  const tooMany = ranks.length - kept;
  const isGone = faintest(beyondShares(draft.pool, ranks, kept), ranks, tooMany);
  draft.pool = draft.pool.filter((_, index) => !isGone.has(index));
  draft.counters = { ...draft.counters, dropped: draft.counters.dropped + tooMany };
}

/** The places of what is more than the share of its source, the faintest of each; they are at least as many as must go. */
function beyondShares(pool: readonly Percept[], ranks: Float64Array, kept: number): readonly number[] {
  const places = new Map<PerceptSource, number[]>();
  for (const [index, { source }] of pool.entries()) {
    const voice = voiceOf(source);
    const here = places.get(voice);
    if (here === undefined) places.set(voice, [index]);
    else here.push(index);
  }
  const share = Math.floor(kept / places.size);
  return [...places.values()].flatMap((here) =>
    here.length <= share ? [] : [...faintest(here, ranks, here.length - share)],
  );
}

/** So many of these places, those of the lowest rank; of equals the older, which stand in the order of their arrival. */
function faintest(places: readonly number[], ranks: Float64Array, count: number): ReadonlySet<number> {
  return new Set(places.toSorted((a, b) => ranks[a]! - ranks[b]! || a - b).slice(0, count));
}

/** Lets go what is too old. */
export function evictExpired(draft: Draft, now: Seconds, settings: PoolSettings): void {
  const decay = halfLivesOf(settings);
  const left = draft.pool.filter((percept) => !isExpired(percept, now, settings, decay));
  if (left.length < draft.pool.length) draft.pool = left;
}

/** Where `id` is or would be, by halving: ids rise with arrival. */
function placeOf(pool: readonly Percept[], id: string): number {
  let low = 0;
  let high = pool.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = pool[middle];
    if (here !== undefined && compareIds(here.id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
