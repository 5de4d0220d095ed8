import type { Seconds } from "../../domain/time.js";

/** The means of a signal over bins of equal length, as far back as there is room. Allocates once. */
export class BinnedSeries {
  readonly #width: Seconds;
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  /** Number of the bin that lies in each place. */
  readonly #bins: Float64Array;

  constructor(width: Seconds, bins: number) {
    this.#width = width;
    this.#sums = new Float64Array(bins);
    this.#counts = new Float64Array(bins);
    this.#bins = new Float64Array(bins).fill(Number.NaN);
  }

  /** Hot. NaN says nothing. */
  push(at: Seconds, value: number): void {
    if (Number.isNaN(value)) return;
    const bin = Math.floor(at / this.#width);
    const place = bin % this.#bins.length;
    if (this.#bins[place] !== bin) {
      this.#bins[place] = bin;
      this.#sums[place] = 0;
      this.#counts[place] = 0;
    }
    this.#sums[place]! += value;
    this.#counts[place]!++;
  }

  /** The whole bins before `now`, oldest first; NaN where nothing came. */
  before(now: Seconds): Float64Array {
    const length = this.#bins.length - 1;
    const end = Math.floor(now / this.#width);
    return Float64Array.from({ length }, (_, i) => {
      const bin = end - length + i;
      const place = bin % this.#bins.length;
      return this.#bins[place] === bin ? this.#sums[place]! / this.#counts[place]! : Number.NaN;
    });
  }
}
