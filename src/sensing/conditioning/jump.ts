/** Values of a glitch, at most. */
export const LONGEST_GLITCH = 3;
/** The level behind a step is the mean of so many samples. */
export const LEVEL = 6;

/** The waiting samples from the jump on, in a ring of a power of two. */
export interface Ahead {
  readonly raw: Float64Array;
  readonly mask: number;
  readonly length: number;
}

/**
 * How many samples long a glitch at `k` is: away from `base` within one sample, and back within one; 0 where it is none.
 * @param limit difference between neighbours that noise does not make, in mV, as everywhere here
 */
export function glitchLength({ raw, mask }: Ahead, k: number, base: number, limit: number): number {
  const height = Math.abs(at(raw, mask, k) - base);
  for (let m = 1; m <= LONGEST_GLITCH; m++) {
    if (!(Math.abs(at(raw, mask, k + m) - base) <= Math.max(limit, 0.2 * height))) continue;
    // What comes down more slowly than it went up is alive.
    const fall = Math.abs(at(raw, mask, k + m) - at(raw, mask, k + m - 1));
    if (!(fall >= Math.max(0.7 * height, 0.8 * limit))) continue;
    if (!boxy(raw, mask, k, m, base, Math.max(0.5 * height, 0.8 * limit))) continue;
    if (calm(raw, mask, k + m, 5, limit)) return m;
  }
  return 0;
}

/** How far the level moved when the jump at `k` is a step made in one sample or two; 0 where it is none. */
export function stepSize(ahead: Ahead, k: number, base: number, limit: number): number {
  const { raw, mask, length } = ahead;
  const height = at(raw, mask, k) - base;
  const early = mean(raw, mask, k + 2, k + 6) - base;
  const late = mean(raw, mask, k + length - 4, k + length) - base;
  const second = at(raw, mask, k + 1) - base;
  const size = Math.abs(early);
  if (!(size > 0.5 * limit) || early * height <= 0) return 0;
  if (!(Math.abs(late) > 0.5 * size && Math.abs(late) < 1.6 * size)) return 0;
  if (!(Math.abs(height) > 0.6 * size || (Math.abs(second) > 0.75 * size && Math.abs(height) < 2 * size))) return 0;
  let jumps = 0;
  let previous = base;
  for (let i = 0; i < length; i++) {
    const now = at(raw, mask, k + i);
    if (Math.abs(now - previous) >= limit) jumps++;
    if (Math.abs(now - base) >= 2 * size) return 0;
    previous = now;
  }
  if (jumps > 2) return 0;
  const settled = inOneSample(height, early) ? k : k + 1;
  return mean(raw, mask, settled, settled + LEVEL) - base;
}

/** Did a step of so much happen within one sample, rather than two? */
export function inOneSample(height: number, step: number): boolean {
  return Math.abs(height) > 0.75 * Math.abs(step);
}

/**
 * Is the jump at `k` of a living spike? Neighbouring differences of noise oppose each other; those of a living rise go
 * together, and a small quick one comes back by itself.
 */
export function isLife({ raw, mask, length }: Ahead, k: number, last: number, base: number, limit: number): boolean {
  let jumps = 0;
  let together = 0;
  let power = 0;
  let before = 0;
  let most = 0;
  let previous = last;
  for (let i = 0; i < length; i++) {
    const now = at(raw, mask, k + i);
    const d = now - previous;
    if (Math.abs(d) >= limit) jumps++;
    together += d * before;
    power += d * d;
    most = Math.max(most, Math.abs(now - base));
    before = d;
    previous = now;
  }
  const smooth = together / power;
  if (smooth > (jumps <= 10 ? 0.12 : 0.5)) return true;
  const late = Math.abs(mean(raw, mask, k + length - 4, k + length) - base);
  return jumps <= 3 && smooth > -0.2 && late < 0.5 * most && Math.abs(at(raw, mask, k) - base) < 6 * limit;
}

/** Are the `count` differences behind `from` all below the limit? NaN is not calm. */
export function calm(raw: Float64Array, mask: number, from: number, count: number, limit: number): boolean {
  for (let i = 1; i <= count; i++) {
    if (!(Math.abs(at(raw, mask, from + i) - at(raw, mask, from + i - 1)) < limit)) return false;
  }
  return true;
}

export function mean(raw: Float64Array, mask: number, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += at(raw, mask, i);
  return sum / (to - from);
}

function at(raw: Float64Array, mask: number, i: number): number {
  return raw[i & mask]!;
}

function boxy(raw: Float64Array, mask: number, k: number, m: number, base: number, least: number): boolean {
  for (let i = 0; i < m; i++) if (!(Math.abs(at(raw, mask, k + i) - base) >= least)) return false;
  return true;
}
