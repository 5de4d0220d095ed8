import { lowerBound } from "../../domain/lower-bound.js";
import type { Seconds } from "../../domain/time.js";
import type { Trace } from "./trace.js";

type Heights = (number | null)[];

/** A trace as a chart draws it; null where nothing was heard. Millivolts. */
export interface ChartColumns {
  readonly times: readonly Seconds[];
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/**
 * What lies in a span, in no more columns than can be told apart: each its mean, and how far it reached. Where there are fewer values
 * than columns, the values as they are.
 */
export function chartColumns(
  { times, values }: Trace,
  { min, max }: { readonly min: Seconds; readonly max: Seconds },
  count: number,
): ChartColumns {
  // One more on either side, so that the line goes on to the edges.
  const first = Math.max(0, lowerBound(times, min) - 1);
  const last = Math.min(times.length, lowerBound(times, max) + 1);
  if (last - first <= 2 * count) {
    const seen = values.slice(first, last);
    return { times: times.slice(first, last), mean: seen, low: seen, high: seen };
  }
  const middles: Seconds[] = [];
  const [mean, low, high]: [Heights, Heights, Heights] = [[], [], []];
  const width = (max - min) / count;
  for (let from = first; from < last; ) {
    const begun = times[from]!;
    let to = from + 1;
    while (to < last && times[to]! < begun + width) to++;
    const heard = values.slice(from, to).filter((value) => value !== null);
    middles.push((begun + times[to - 1]!) / 2);
    mean.push(heard.length === 0 ? null : heard.reduce((sum, value) => sum + value, 0) / heard.length);
    low.push(heard.length === 0 ? null : Math.min(...heard));
    high.push(heard.length === 0 ? null : Math.max(...heard));
    from = to;
  }
  return { times: middles, mean, low, high };
}
