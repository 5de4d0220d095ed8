import type { Percept } from "../../domain/percept.js";
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
 * Keeps the pool within its bound and counts what falls out, the faintest first. A full pool makes room for a sixteenth at
 * once: a flood must not cost a look at every percept for every percept.
 */
export function evictFaintest(draft: Draft, now: Seconds, settings: PoolSettings): void {
  if (draft.pool.length <= settings.capacity) return;
  const kept = settings.capacity - Math.floor(settings.capacity / 16);
  const decay = halfLivesOf(settings);
  const ranks = Float64Array.from(draft.pool, (one) => Math.log2(intensityOf(one)) - halvingsOf(one, now, decay));
  const tooMany = ranks.length - kept;
  const last = ranks.toSorted()[tooMany - 1] ?? 0;
  // Of those that are as faint as the last that must go the older go first: they stand in the order of their arrival.
  const fainter = ranks.reduce((count, rank) => count + (rank < last ? 1 : 0), 0);
  let ties = tooMany - fainter;
  draft.pool = draft.pool.filter((_, index) => {
    const rank = ranks[index] ?? 0;
    return rank > last || (rank === last && ties-- <= 0);
  });
  draft.counters = { ...draft.counters, dropped: draft.counters.dropped + tooMany };
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
