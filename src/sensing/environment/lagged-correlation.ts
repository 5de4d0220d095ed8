/** How one series follows another, where it does. */
export interface Following {
  /** By so many steps. */
  readonly lag: number;
  /** Pearson's r of the changes. */
  readonly r: number;
  /** How far that is beyond chance, in standard deviations. */
  readonly z: number;
}

/** Fewer pairs of changes than this say nothing. */
const LEAST_PAIRS = 36;
/** Changes are taken over so many steps: a sensor's grain and an electrode's spikes are quicker. */
const OVER = 3;

/**
 * Does `follower` change as `leader` did some steps before? Of all lags from 0 to `most` the one that is farthest beyond chance;
 * undefined where there is too little to say.
 *
 * Two slow signals look alike by chance: levels that wander are alike for hours, and neighbouring values are no evidence of their own. So it
 * is changes that are compared, and the number of independent ones among n is taken as Bartlett's (1946), for two series that
 * have nothing to do with each other: n / Σ ρ₁(k) ρ₂(k), over all lags k of their own autocorrelations. Fisher's transform makes a normal deviate of r.
 */
export function following(leader: Float64Array, follower: Float64Array, most: number): Following | undefined {
  const first = changes(leader);
  const second = changes(follower);
  let found: Following | undefined;
  for (let lag = 0; lag <= most; lag++) {
    const here = at(lag, first, second);
    if (here !== undefined && Math.abs(here.z) > Math.abs(found?.z ?? 0)) found = here;
  }
  return found;
}

function changes(values: Float64Array): Float64Array {
  return values.map((value, i) => (i < OVER ? Number.NaN : value - values[i - OVER]!));
}

function at(lag: number, leader: Float64Array, follower: Float64Array): Following | undefined {
  const [xs, ys] = [new Float64Array(follower.length - lag), new Float64Array(follower.length - lag)];
  let count = 0;
  for (let i = 0; i < xs.length; i++) {
    const known = !Number.isNaN(leader[i]!) && !Number.isNaN(follower[i + lag]!);
    xs[i] = known ? leader[i]! : Number.NaN;
    ys[i] = known ? follower[i + lag]! : Number.NaN;
    if (known) count++;
  }
  if (count < LEAST_PAIRS) return undefined;
  const [x, y] = [standardised(xs, count), standardised(ys, count)];
  if (x === undefined || y === undefined) return undefined;
  const r = Math.min(Math.max(product(x, y, 0) / count, -0.999999), 0.999999);
  const independent = independentPairs(x, y, count);
  return independent <= 4 ? undefined : { lag, r, z: Math.atanh(r) * Math.sqrt(independent - 3) };
}

/** Mean zero and variance one, with zeros where nothing is known; undefined of what never changes. */
function standardised(values: Float64Array, count: number): Float64Array | undefined {
  let [sum, squares] = [0, 0];
  for (const value of values) if (!Number.isNaN(value)) sum += value;
  const mean = sum / count;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / count);
  return deviation > 0 ? values.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / deviation)) : undefined;
}

function independentPairs(x: Float64Array, y: Float64Array, count: number): number {
  let spread = 1;
  const reach = Math.floor(x.length / 3);
  for (let k = 1; k <= reach; k++) spread += (2 * product(x, x, k) * product(y, y, k)) / count ** 2;
  return Math.min(count, count / Math.max(spread, 1));
}

function product(x: Float64Array, y: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < x.length; i++) sum += x[i - lag]! * y[i]!;
  return sum;
}
