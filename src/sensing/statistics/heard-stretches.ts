import type { Seconds } from "../../domain/time.js";

/**
 * A spike takes its rise, and a little of its fall, until it is known to have had its peak. Both figures fit simulated months of other
 * rates and shapes best (`andas bench rates`).
 */
const TAKES = 1.2;
/** One that hardly any stretch has room for says little of how many there are: it counts for no more than so many. */
const MOST_WEIGHT = 6;

/**
 * Stretches of time that were heard, each after one that was not. A spike whose rise goes over what was not heard is not told, so of each
 * stretch about as much is lost to it as its rise is long: slow ones are missed more often than fast ones, and all of them more often the
 * shorter the stretches are. Weighed by what was lost to their like, those that were found stand for those that could not be
 * (Horvitz and Thompson 1952, doi:10.1080/01621459.1952.10483446).
 */
export class HeardStretches {
  /** Ascending. */
  readonly #lengths: Float64Array;
  /** The sum of those from each place on. */
  readonly #sums: Float64Array;
  /** All of them together. */
  readonly total: Seconds;

  constructor(lengths: readonly Seconds[]) {
    this.#lengths = Float64Array.from(lengths).sort();
    this.#sums = new Float64Array(lengths.length + 1);
    for (let i = lengths.length - 1; i >= 0; i--) this.#sums[i] = this.#sums[i + 1]! + this.#lengths[i]!;
    this.total = this.#sums[0]!;
  }

  /** How much of the time one that rises for so long could have begun in, and been told. */
  room(rise: Seconds): Seconds {
    const taken = TAKES * rise;
    const from = this.#firstLonger(taken);
    return this.#sums[from]! - (this.#lengths.length - from) * taken;
  }

  /** For how many like it one stands that was found. */
  weight(rise: Seconds): number {
    return this.total > 0 ? Math.min(MOST_WEIGHT, this.total / this.room(rise)) : 1;
  }

  #firstLonger(length: Seconds): number {
    let low = 0;
    let high = this.#lengths.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#lengths[middle]! > length) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
