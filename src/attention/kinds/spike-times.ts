import { median } from "../../domain/median.js";
import type { Percept } from "../../domain/percept.js";
import { isNeighbourSource } from "../../domain/percept-source.js";
import type { Seconds } from "../../domain/time.js";

/** So many of the node's own percepts are looked back through at most, and so many of all: a flood must not be searched for a rhythm. */
const LOOK_BACK = 256;
const LOOK_THROUGH = 2048;

/** The spikes of `percept`'s electrode before it, at most so many and not longer ago than `since`, oldest first. */
export function spikesBefore(
  percept: Percept,
  pool: readonly Percept[],
  most: number,
  since: Seconds,
): readonly Percept[] {
  const found: Percept[] = [];
  const end = Math.max(0, pool.length - LOOK_THROUGH);
  for (let index = pool.length - 1, own = 0; index >= end && own < LOOK_BACK; index--) {
    const other = pool[index]!;
    if (!isNeighbourSource(other.source)) own++;
    if (other.type !== "spike" || other.source !== percept.source || other.at >= percept.at) continue;
    if (other.at < since || found.length === most) break;
    found.push(other);
  }
  return found.reverse();
}

/** The intervals between times in order, their median, and how far the usual one lies from it: the median deviation. */
export function beatOf(times: readonly Seconds[]): { readonly period: Seconds; readonly spread: Seconds } {
  const intervals = times.slice(1).map((at, index) => at - times[index]!);
  const period = median(intervals);
  return { period, spread: median(intervals.map((interval) => Math.abs(interval - period))) };
}
