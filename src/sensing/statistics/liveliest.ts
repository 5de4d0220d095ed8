import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";

/** So much of the stretch lies before its first spike: the quiet out of which it came. */
const LEAD = 0.04;

/**
 * Where the liveliest stretch of `span` seconds begins: the one with the most spikes, where the second spike of an electrode counts
 * less than the first of another. From `start`, where there is none.
 */
export function liveliest(spikes: readonly Spike[], span: Seconds, start: Seconds, end: Seconds): Seconds {
  const latest = Math.max(start, end - span);
  const sorted = spikes.toSorted((a, b) => a.peak - b.peak);
  const counts = new Map<string, number>();
  const add = ({ electrode }: Spike, by: 1 | -1) => counts.set(electrode, (counts.get(electrode) ?? 0) + by);
  let best = start;
  let most = 0;
  let next = 0;
  for (const first of sorted) {
    const from = Math.min(Math.max(first.onset - LEAD * span, start), latest);
    for (; next < sorted.length && sorted[next]!.peak < from + span; next++) add(sorted[next]!, 1);
    let score = 0;
    for (const count of counts.values()) score += Math.sqrt(count);
    if (score > most) {
      most = score;
      best = from;
    }
    add(first, -1);
  }
  return best;
}
