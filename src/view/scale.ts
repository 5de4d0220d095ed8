import type { TraceColumns } from "./trace.js";

/** One electrode's columns, ready to be drawn: heights from 0 (bottom) to 1 (top), NaN where nothing was measured. */
export interface Scaled {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Noise fills at most this part of the height: what is only noise should look quiet. */
const NOISE_SIGMAS = 12;
/** A column is drawn with its extremes where they stand out so much from the usual; otherwise as its mean, which is calmer. */
const STANDS_OUT = 3;
const KNOTS = 5;

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
    const spread = columns.high[i]! - columns.low[i]!;
    const mean = columns.mean[i]! - level[i]!;
    const out = spread > STANDS_OUT * usual && usual > 0;
    low[i] = out ? columns.low[i]! - level[i]! : mean;
    high[i] = out ? columns.high[i]! - level[i]! : mean;
  }
  const { bottom, top } = range(low, high, usual);
  const place = (v: number) => (top > bottom ? Math.min(1, Math.max(0, (v - bottom) / (top - bottom))) : v * 0 + 0.5);
  return { low: low.map(place), high: high.map(place) };
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

/** Where the electrode would be without spikes: a robust line, then a robust bend of five knots. */
function baseline(values: Float64Array): Float64Array {
  const line = robustLine(values);
  const straight = values.map((v, i) => v - line[i]!);
  const bend = robustBend(straight);
  return line.map((v, i) => v + bend[i]!);
}

function robustLine(values: Float64Array): Float64Array {
  const measured: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) measured.push(i);
  const third = Math.ceil(measured.length / 3);
  const early = measured.slice(0, third);
  const late = measured.slice(-third);
  const x0 = mid(early);
  const x1 = mid(late);
  const y0 = median(Float64Array.from(early, (i) => values[i]!));
  const y1 = median(Float64Array.from(late, (i) => values[i]!));
  const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
  return values.map((_, i) => y0 + slope * (i - x0));
}

/** Medians over a third of the picture around each knot, joined by straight lines: too slow to follow a spike. */
function robustBend(values: Float64Array): Float64Array {
  const n = values.length;
  const reach = Math.max(2, Math.round(n / 6));
  const knots: number[] = [];
  for (let k = 0; k < KNOTS; k++) {
    const centre = Math.round((k * (n - 1)) / (KNOTS - 1));
    const m = median(values.slice(Math.max(0, centre - reach), centre + reach + 1));
    knots.push(Number.isNaN(m) ? (knots.at(-1) ?? 0) : m);
  }
  return values.map((_, i) => {
    const at = n > 1 ? (i * (KNOTS - 1)) / (n - 1) : 0;
    const left = Math.min(KNOTS - 2, Math.floor(at));
    const a = knots[left]!;
    return a + (knots[left + 1]! - a) * (at - left);
  });
}

function mid(indices: readonly number[]): number {
  return indices.length === 0 ? 0 : (indices[0]! + indices.at(-1)!) / 2;
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
