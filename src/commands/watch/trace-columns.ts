import { lowerBound } from "../../domain/lower-bound.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { TraceColumns } from "../../view/trace.js";
import type { Trace } from "../../web/model/trace.js";

/** Values no farther apart are joined by a line: a node tells one a breath. */
const JOINED: Seconds = 1800;

/** What came of an electrode from `from` to `to`, in so many columns; NaN where nothing is known. */
export function traceColumns(
  trace: Trace,
  spikes: readonly Spike[],
  from: Seconds,
  to: Seconds,
  width: number,
): TraceColumns {
  const mean = new Float64Array(width).fill(Number.NaN);
  const [low, high, spiking] = [mean.slice(), mean.slice(), new Uint8Array(width)];
  const each = (to - from) / width;
  for (let column = 0; column < width; column++) {
    const begin = from + column * each;
    const heard = valuesIn(trace, begin, begin + each);
    if (heard.length === 0) continue;
    mean[column] = heard.reduce((sum, value) => sum + value, 0) / heard.length;
    low[column] = Math.min(...heard);
    high[column] = Math.max(...heard);
  }
  for (const { onset, end } of spikes) {
    const [first, last] = [onset, end].map((at) => Math.floor((at - from) / each));
    for (let column = Math.max(0, first!); column <= Math.min(width - 1, last!); column++) spiking[column] = 1;
  }
  return { mean, low, high, spiking };
}

/** What was heard in between; where nothing was, what lies on the line between its neighbours. */
function valuesIn({ times, values }: Trace, begin: Seconds, end: Seconds): readonly number[] {
  const [first, next] = [lowerBound(times, begin), lowerBound(times, end)];
  if (next > first) return values.slice(first, next).filter((value) => value !== null);
  const [before, after] = [times[first - 1], times[first]];
  const [a, b] = [values[first - 1] ?? undefined, values[first] ?? undefined];
  if (before === undefined || after === undefined || a === undefined || b === undefined) return [];
  if (after - before > JOINED) return [];
  return [a + ((b - a) * ((begin + end) / 2 - before)) / (after - before)];
}
