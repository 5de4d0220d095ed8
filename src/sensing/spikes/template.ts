/**
 * Where the knee of the noise may lie, in working samples: slower than this it grows with the fourth power of the period (a wandering
 * level). The more white noise there is, the later the wandering stands out of it.
 */
export const KNEES: readonly number[] = [400, 800];
/** The shape at a tap is the mean of so many points in it. */
const POINTS = 8;

/**
 * How a spike comes down from its peak: `decay`, exponentially, as a membrane recovers, where `ratio` is the recovery time; or
 * `round`, by half a cosine, where `ratio` is how long all of it takes. In rises.
 */
export interface Fall {
  readonly form: "decay" | "round";
  readonly ratio: number;
}

/** A spike's shape: raised-cosine rise, exponential recovery. `t` from onset, 1 at the peak. */
export function spikeShape(t: number, rise: number, tau: number): number {
  if (t <= 0) return 0;
  return t < rise ? 0.5 - 0.5 * Math.cos((Math.PI * t) / rise) : Math.exp(-(t - rise) / tau);
}

/** The same, whichever way it falls. */
function shapeAt(t: number, rise: number, { form, ratio }: Fall): number {
  if (form === "decay" || t < rise) return spikeShape(t, rise, ratio * rise);
  const u = (t - rise) / (ratio * rise);
  return u < 1 ? 0.5 + 0.5 * Math.cos(Math.PI * u) : 0;
}

/**
 * One matched filter: weights over the last `taps` values of a decimated stream. Their sum of products is the best linear
 * estimate of the height of a spike whose peak lies `after` working samples back, whatever level and slope it stands on, in
 * noise that is white above the knee and an integrated random walk below it.
 */
export class Template {
  readonly rise: number;
  readonly fall: Fall;
  readonly after: number;
  readonly taps: number;
  /** For each of the KNEES. */
  readonly weights: readonly Float64Array[];
  /** The shape at each tap. */
  readonly shape: Float64Array;
  /** σ of the estimate in noise of density 1, for each of the KNEES: how much of the noise the template lets through. */
  readonly gains: readonly number[];

  /** All in working samples. @param step of the stream that it works on */
  constructor(rise: number, fall: Fall, before: number, after: number, step: number) {
    this.rise = rise;
    this.fall = fall;
    const behind = Math.max(2, Math.round(after / step));
    this.after = behind * step;
    const upTo = Math.max(3, Math.round(before / step)) + Math.ceil(rise / step);
    const ahead = upTo + ((4 - ((upTo + behind) % 4)) % 4); // taps come in fours
    this.taps = ahead + behind;
    this.shape = new Float64Array(this.taps);
    for (let j = 0; j < this.taps; j++) {
      let sum = 0;
      for (let k = 0; k < POINTS; k++) sum += shapeAt((j - ahead + (k + 0.5) / POINTS) * step + rise, rise, fall);
      this.shape[j] = sum / POINTS;
    }
    const best = KNEES.map((knee) => bestWeights(this.shape, step, knee));
    this.weights = best.map(({ weights }) => weights);
    this.gains = best.map(({ variance }) => Math.sqrt(variance / step));
  }
}

/** Generalised least squares: the weights of the height in height × shape + level + slope, and the height's variance. */
function bestWeights(shape: Float64Array, step: number, knee: number): { weights: Float64Array; variance: number } {
  const n = shape.length;
  const noise = factorOf(noiseOf(n, ((2 * Math.PI * step) / knee) ** 4));
  const columns = [shape, new Float64Array(n).fill(1), shape.map((_, i) => i / n)];
  const solved = columns.map((column) => solve(noise, column));
  const gram = factorOf(columns.map((column) => Float64Array.from(solved, (s) => dot(column, s))));
  const height = solve(gram, Float64Array.of(1, 0, 0));
  const weights = shape.map((_, i) => solved.reduce((sum, s, k) => sum + height[k]! * s[i]!, 0));
  return { weights, variance: height[0]! };
}

/** The covariance of white noise and an integrated random walk: of the symmetric matrix the lower half. */
function noiseOf(n: number, walk: number): Float64Array[] {
  return Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      const a = j + 1;
      const b = i + 1;
      row[j] = (i === j ? 1 : 0) + (walk * a * a * (3 * b - a)) / 6;
    }
    return row;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Cholesky's factor of a positive matrix, of which the lower half is looked at. It is written over. */
function factorOf(matrix: readonly Float64Array[]): readonly Float64Array[] {
  for (let i = 0; i < matrix.length; i++) {
    const row = matrix[i]!;
    for (let j = 0; j <= i; j++) {
      const other = matrix[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = i === j ? Math.sqrt(sum) : sum / other[j]!;
    }
  }
  return matrix;
}

/** Solves matrix x = column by the matrix' factor. */
function solve(factor: readonly Float64Array[], column: Float64Array): Float64Array {
  const x = Float64Array.from(column);
  for (let i = 0; i < x.length; i++) {
    const row = factor[i]!;
    for (let k = 0; k < i; k++) x[i]! -= row[k]! * x[k]!;
    x[i]! /= row[i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= factor[k]![i]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  return x;
}
