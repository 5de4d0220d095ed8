import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Percept } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { Draft } from "./draft.js";

type PoolSettings = AttentionSettings["pool"];

/** Seconds since it came. One from the future, after the clock was set back, counts as new. */
function ageOf(percept: Percept, now: Seconds): Seconds {
  return Math.max(0, now - percept.at);
}

/** How loud a percept still is, 0 to 1. Age alone decides: it halves every half-life, and is nothing once forgotten. */
export function loudness(percept: Percept, now: Seconds, settings: PoolSettings): number {
  const age = ageOf(percept, now);
  return age > settings.lifetime ? 0 : bounded(percept.intensity) * 2 ** (-age / settings.halfLife);
}

/** What a reference points to: nothing once the percept fell out of the pool or is too old, which is no error. */
export function resolve(
  pool: readonly Percept[],
  id: string,
  now: Seconds,
  settings: PoolSettings,
): Percept | undefined {
  const found = pool[placeOf(pool, id)];
  return found?.id === id && ageOf(found, now) <= settings.lifetime ? found : undefined;
}

/** Takes a percept in. An id that is there already is the same percept told twice. */
export function admit(draft: Draft, percept: Percept): void {
  const last = draft.pool.at(-1);
  if (last === undefined || compareIds(last.id, percept.id) < 0) {
    draft.pool.push(percept);
    return;
  }
  const place = placeOf(draft.pool, percept.id);
  if (draft.pool[place]?.id !== percept.id) draft.pool.splice(place, 0, percept);
}

/**
 * Keeps the pool within its bound and counts what falls out, the faintest first. A full pool makes room for a sixteenth at
 * once: a flood must not cost a look at every percept for every percept.
 */
export function spill(draft: Draft, now: Seconds, settings: PoolSettings): void {
  if (draft.pool.length <= settings.capacity) return;
  const kept = settings.capacity - Math.floor(settings.capacity / 16);
  const ranks = draft.pool.map((percept) => rankOf(percept, now, settings));
  const byRank = ranks.map((_, index) => index).sort((a, b) => rankBetween(ranks, a, b));
  const gone = new Set(byRank.slice(0, byRank.length - kept));
  draft.pool = draft.pool.filter((_, index) => !gone.has(index));
  draft.counters = { ...draft.counters, dropped: draft.counters.dropped + gone.size };
}

/** Lets go what is too old. */
export function forget(draft: Draft, now: Seconds, settings: PoolSettings): void {
  draft.pool = draft.pool.filter((percept) => ageOf(percept, now) <= settings.lifetime);
}

/** Compares as loudness does, but does not vanish into zero when half-lives are short. */
function rankOf(percept: Percept, now: Seconds, settings: PoolSettings): number {
  return Math.log2(bounded(percept.intensity)) - ageOf(percept, now) / settings.halfLife;
}

/** Of two equally faint ones the older comes first. (Two silent ones both rank at minus infinity.) */
function rankBetween(ranks: readonly number[], a: number, b: number): number {
  const [one, other] = [ranks[a] ?? 0, ranks[b] ?? 0];
  return one < other ? -1 : one > other ? 1 : a - b;
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

/** `p-9` before `p-10`: the shorter is the smaller number, and no id has to be read as one. */
function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function bounded(intensity: number): number {
  return intensity > 0 ? Math.min(1, intensity) : 0;
}
