/** A window is averaged to at most so many points. */
const MOST = 54;

/** The stretch of signal that a candidate is judged in: few points, once as they are and once without level and slope. */
export class FitWindow {
  /** The points; the mean of each; and what is left of them without level and slope. */
  n = 0;
  readonly bare = new Float64Array(MOST);
  readonly y = new Float64Array(MOST);
  /** Working samples that are one point, and where the first begins. */
  step = 1;
  from = 0;
  /** Sum of the squares of `y`. */
  power = Number.NaN;
  /** What was taken out: the level in the window's middle, and its slope from point to point. */
  level = 0;
  slope = 0;

  /** Takes [from, to) of a ring of values. */
  set(ring: Float64Array, from: number, to: number): void {
    const step = Math.max(1, Math.ceil((to - from) / MOST));
    this.step = step;
    this.n = Math.floor((to - from) / step);
    this.from = to - this.n * step;
    let i = this.from;
    for (let j = 0; j < this.n; j++) {
      let sum = 0;
      for (let k = 0; k < step; k++, i++) sum += ring[i % ring.length]!;
      this.bare[j] = sum / step;
    }
    this.#straighten();
  }

  /** How much the points hold of a shape, and the shape's own power, when its sums over them are these. */
  own(sum: number, slope: number, square: number): number {
    // The signal has no level and no slope left: the shape's own must go from its power too.
    return square - (sum * sum) / this.n - (slope * slope) / tilt(this.n);
  }

  #straighten(): void {
    const n = this.n;
    const middle = (n - 1) / 2;
    let sum = 0;
    let rising = 0;
    for (let j = 0; j < n; j++) {
      sum += this.bare[j]!;
      rising += (j - middle) * this.bare[j]!;
    }
    this.level = sum / n;
    this.slope = rising / tilt(n);
    let power = 0;
    for (let j = 0; j < n; j++) {
      const y = this.bare[j]! - this.level - this.slope * (j - middle);
      this.y[j] = y;
      power += y ** 2;
    }
    this.power = power;
  }
}

/** What a slope of 1 weighs over n even points around their middle. */
export function tilt(n: number): number {
  return (n * (n * n - 1)) / 12;
}
