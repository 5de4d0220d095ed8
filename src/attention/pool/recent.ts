import type { Percept } from "../../domain/percept.js";
import { isNeighbourSource } from "../../domain/percept-source.js";
import type { Seconds } from "../../domain/time.js";

/** So many of the node's own are looked at, at most: what founds a thread lies minutes back, and a flood must not be searched for it … */
const LOOK_BACK = 128;
/** … and so many of all, however much neighbours say in between. */
const LOOK_THROUGH = 1024;

/** What came `since` then, oldest first. */
export function recent(pool: readonly Percept[], since: Seconds): readonly Percept[] {
  let first = pool.length;
  const end = Math.max(0, pool.length - LOOK_THROUGH);
  // Percepts of several devices come in nearly in the order of their times: one that is late does not end the search.
  for (let index = pool.length - 1, own = 0; index >= end && own < LOOK_BACK; index--) {
    const { at, source } = pool[index]!;
    if (!isNeighbourSource(source)) own++;
    if (at >= since) first = index;
    else if (since - at > ORDERLY) break;
  }
  return pool.slice(first).filter((percept) => percept.at >= since);
}

/** So far may a percept be told after its neighbours. */
const ORDERLY: Seconds = 600;
