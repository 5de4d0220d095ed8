import type { Glyph } from "../../domain/glyph.js";
import { lowerBound } from "../../domain/lower-bound.js";
import type { Seconds } from "../../domain/time.js";
import type { Trace } from "./trace.js";

export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** What is no life of the electrode would flatten all that is. */
const DISTURBED: readonly Glyph["name"][] = ["settling", "artefact"];
/** So many values tell the range of any number. */
const LOOKED_AT = 2000;
/** All but the outermost hundredth on each side is always seen; beyond it so much of its height, and no more. */
const OUTERMOST = 0.01;
const BEYOND = 1;
/** Room above and below, for the marks of spikes. */
const ROOM = 0.12;
/** Millivolts: a flat trace lies in the middle of so much. */
const LEAST = 0.02;

/** From where to where a chart should go, in millivolts: one moment of handling does not flatten an hour. */
export function valueRange(
  trace: Trace,
  glyphs: readonly Glyph[],
  { min: from, max: to }: { readonly min: Seconds; readonly max: Seconds },
): ValueRange {
  const disturbed = glyphs.filter(({ name, start, end }) => DISTURBED.includes(name) && end > from && start < to);
  const all = sortedValues(trace, from, to, []);
  const calm = sortedValues(trace, from, to, disturbed);
  const values = calm.length > all.length / 10 ? calm : all;
  if (values.length === 0) return { min: -1, max: 1 };
  const [low, high] = [quantile(values, OUTERMOST), quantile(values, 1 - OUTERMOST)];
  const reach = Math.max(high - low, LEAST / 2) * BEYOND;
  const [bottom, top] = [Math.max(values[0]!, low - reach), Math.min(values.at(-1)!, high + reach)];
  const room = Math.max((top - bottom) * ROOM, (LEAST - (top - bottom)) / 2);
  return { min: bottom - room, max: top + room };
}

function sortedValues({ times, values }: Trace, from: Seconds, to: Seconds, without: readonly Glyph[]): number[] {
  const [first, last] = [lowerBound(times, from), lowerBound(times, to)];
  const step = Math.max(1, Math.floor((last - first) / LOOKED_AT));
  const found: number[] = [];
  for (let i = first; i < last; i += step) {
    const [at, value] = [times[i]!, values[i]!];
    if (value !== null && !without.some(({ start, end }) => at >= start && at < end)) found.push(value);
  }
  return found.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)]!;
}
