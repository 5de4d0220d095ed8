import type { TraceColumns } from "./trace.js";

/** One electrode's columns, ready to be drawn: heights from 0 (bottom) to 1 (top), NaN where nothing was measured. */
export interface Scaled {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Millivolts from bottom to top; 0 where nothing was measured. */
  readonly range: number;
}

/** Noise fills at most this part of the height: what is only noise should look quiet. */
const NOISE_SIGMAS = 12;
/** A column is drawn with its extremes where they stand out so much from the usual; otherwise as its mean, which is calmer. */
const STANDS_OUT = 3;

/**
 * Takes away what drifts slowly, then scales to the electrode's own robust range: a spike of half a millivolt stands tall on an
 * electrode that wanders by fifty, and one moment of handling does not flatten the rest of the day.
 */
export function scale(columns: TraceColumns): Scaled {
  const n = columns.mean.length;
  const level = baseline(columns.mean);
  const usual = median(columns.high.map((high, i) => high - columns.low[i]!));
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    // What the level itself moves within a column is no spike.
    const moves = Math.abs((level[i + 1] ?? level[i]!) - (level[i - 1] ?? level[i]!)) / 2;
    const mean = columns.mean[i]! - level[i]!;
    const out = columns.high[i]! - columns.low[i]! - moves > STANDS_OUT * usual && usual > 0;
    low[i] = out ? Math.min(mean, columns.low[i]! - level[i]! + moves / 2) : mean;
    high[i] = out ? Math.max(mean, columns.high[i]! - level[i]! - moves / 2) : mean;
  }
  const { bottom, top } = range(low, high, usual);
  const place = (v: number) => (top > bottom ? Math.min(1, Math.max(0, (v - bottom) / (top - bottom))) : v * 0 + 0.5);
  return { low: low.map(place), high: high.map(place), range: top - bottom };
}

/** Robust: 1.5 times where all but the outermost lie, never beyond the extremes, never so narrow that noise looks loud. */
function range(low: Float64Array, high: Float64Array, usual: number): { bottom: number; top: number } {
  const lows = finite(low);
  const highs = finite(high);
  if (lows.length === 0) return { bottom: 0, top: 0 };
  let bottom = Math.max(lows[0]!, Math.min(0, 1.5 * quantile(lows, 0.03)));
  let top = Math.min(highs.at(-1) as number, Math.max(0, 1.5 * quantile(highs, 0.97)));
  const least = Math.max(NOISE_SIGMAS * roughness(low), usual);
  if (top - bottom < least) {
    const missing = least - (top - bottom);
    // Quiet lies low, with air above it: most spikes go up, and a line between two rows of characters would flicker.
    bottom -= missing / 4;
    top += (3 * missing) / 4;
  }
  return { bottom, top };
}

/** σ of what changes from column to column: noise, but hardly the slow rise of a spike. */
function roughness(values: Float64Array): number {
  const steps = values.map((v, i) => (i === 0 ? Number.NaN : Math.abs(v - values[i - 1]!)));
  const typical = median(steps);
  return Number.isNaN(typical) ? 0 : (1.4826 * typical) / Math.SQRT2;
}

/**
 * Where the electrode would be without spikes: its usual slope, and the median of a third of the picture around each column. Too slow to follow
 * a spike, while drift, a step, or an electrode that settles is followed as it is.
 */
function baseline(values: Float64Array): Float64Array {
  const n = values.length;
  const reach = Math.max(2, Math.round(n / 6));
  const slope = slopeOf(values, Math.max(1, reach >> 1));
  const level = values.map((v, i) => v - slope * i);
  // The first columns look as far ahead as back, for an electrode is steepest there; the last have only what was, and where that leads.
  const first = Math.max(
    0,
    level.findIndex((v) => !Number.isNaN(v)),
  );
  const whole = Math.max(first, n - 1 - reach);
  const latest = level.slice(whole);
  const leads = slopeOf(latest, Math.max(1, latest.length >> 1));
  const end = median(latest.map((v, i) => v + leads * (latest.length - 1 - i)));
  let last = 0;
  return level.map((_, i) => {
    const around = Math.min(reach, Math.max(0, i - first));
    const m = i > whole ? end - leads * (n - 1 - i) : median(level.slice(i - around, i + around + 1));
    if (!Number.isNaN(m)) last = m;
    return last + slope * i;
  });
}

/** The usual one, by column: the median of slopes over `lag` columns, which no step and no spike moves. */
function slopeOf(values: Float64Array, lag: number): number {
  const slope = median(values.slice(lag).map((v, i) => v - values[i]!)) / lag;
  return Number.isNaN(slope) ? 0 : slope;
}

function finite(values: Float64Array): Float64Array {
  return values.filter((v) => Number.isFinite(v)).sort();
}

/** Of what is measured; NaN of nothing. */
function median(values: Float64Array): number {
  return quantile(finite(values), 0.5);
}

function quantile(sorted: Float64Array, q: number): number {
  return sorted[Math.round((sorted.length - 1) * q)] ?? Number.NaN;
}
