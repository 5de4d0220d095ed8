import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { LEAST_Z, type MatchedFilters } from "./matched-filters.js";
import type { Stream } from "./stream.js";
import type { Template } from "./template.js";

/** A filter says nothing before it has seen so many estimates. */
const ENOUGH = 20;
/** What white noise leaves over is hardly ever more than usual by so many roots of the number of taps. */
const NOISE_SPREAD = 3;

/** The filters of one rise, from one place to before another, and what the best of them said at the latest tick and the two before. */
export class Scale implements Persistent {
  readonly rise: number;
  readonly filters: MatchedFilters;
  readonly from: number;
  readonly to: number;
  readonly #stream: Stream;
  /** What was said now, one tick ago, and two ago; 0 for what is plainly below LEAST_Z. */
  z = 0;
  zBefore = 0;
  #zEarlier = 0;
  /** Which filter it was that said so. */
  #best = 0;
  #bestBefore = 0;

  constructor(filters: MatchedFilters, from: number, to: number, stream: Stream) {
    this.filters = filters;
    this.from = from;
    this.to = to;
    this.#stream = stream;
    this.rise = filters.templates[from]!.rise;
  }

  /** The template that said the most one tick ago. */
  get before(): Template {
    return this.filters.templates[this.#bestBefore]!;
  }

  /** Looks at what its filters say now. Returns whether the answer was largest one tick ago, and large enough to be told. */
  update(): boolean {
    const { z } = this.filters;
    this.#zEarlier = this.zBefore;
    this.zBefore = this.z;
    this.#bestBefore = this.#best;
    let top = 0;
    let best = this.from;
    for (let f = this.from; f < this.to; f++) {
      const here = z[f]!;
      if (!(Math.abs(here) > Math.abs(top))) continue;
      top = here;
      best = f;
    }
    this.z = top;
    this.#best = best;
    const middle = Math.abs(this.zBefore);
    if (middle < LEAST_Z || middle < Math.abs(top) || middle <= Math.abs(this.#zEarlier)) return false;
    return this.filters.count(this.from) > ENOUGH;
  }

  /**
   * Is what the window of that template held one tick ago its shape? Besides level and slope, what the shape leaves over must be no
   * more than noise makes, and `most` times the shape's own.
   * @param density of white noise, in mV at one sample
   */
  isAlike(most: number, density: number): boolean {
    const { taps, shape } = this.before;
    const { values, step } = this.#stream;
    const from = this.#stream.before(taps);
    const middle = (taps - 1) / 2;
    let y0 = 0;
    let y1 = 0;
    let s0 = 0;
    let s1 = 0;
    let yy = 0;
    let ss = 0;
    let ys = 0;
    for (let j = 0; j < taps; j++) {
      const y = values[from + j]!;
      const s = shape[j]!;
      y0 += y;
      y1 += (j - middle) * y;
      s0 += s;
      s1 += (j - middle) * s;
    }
    const tilt = (taps * (taps * taps - 1)) / 12;
    for (let j = 0; j < taps; j++) {
      const slope = (j - middle) / tilt;
      const y = values[from + j]! - y0 / taps - y1 * slope;
      const s = shape[j]! - s0 / taps - s1 * slope;
      yy += y * y;
      ss += s * s;
      ys += y * s;
    }
    const its = (ys * ys) / ss;
    const noise = ((taps + NOISE_SPREAD * Math.sqrt(taps)) * density * density) / step;
    return yy - its <= most * its + noise;
  }

  persist(snapshot: Snapshot): void {
    this.z = snapshot.number("z", this.z);
    this.zBefore = snapshot.number("zBefore", this.zBefore);
    this.#zEarlier = snapshot.number("zEarlier", this.#zEarlier);
    this.#best = snapshot.number("best", this.#best);
    this.#bestBefore = snapshot.number("bestBefore", this.#bestBefore);
  }
}
