/** While young it learns from few values, so it moves in steps of this much over their number. */
const EAGER = 2;
/** How far one value may move it, in shares of the memory. */
const NUDGE = 8;
const SIGMA_OF_MEDIAN = 1.4826;

/**
 * A running quantile of |x| as a robust scale: nudged up or down by a fixed share at each value, so that a spike a hundred
 * times too large moves it no more than one a little too large. Quick at first, then as slow as `memory` says.
 */
export class RunningQuantile {
  readonly #share: number;
  readonly #quantile: number;
  #count = 0;
  #value = 0;

  /**
   * @param memory in values: about so many decide
   * @param quantile 0 to 1; below the median, what stands out for much of the time counts less
   */
  constructor(memory: number, quantile = 0.5) {
    this.#share = NUDGE / memory;
    this.#quantile = quantile;
  }

  push(x: number): void {
    const size = x < 0 ? -x : x;
    const count = ++this.#count;
    if (this.#value === 0) {
      this.#value = size;
      return;
    }
    const eager = EAGER / (count + 4);
    const share = eager > this.#share ? eager : this.#share;
    this.#value *= size > this.#value ? 1 + share * this.#quantile : 1 - share * (1 - this.#quantile);
  }

  get value(): number {
    return this.#value;
  }

  /** Of a running median: as a standard deviation, for normal noise. */
  get sigma(): number {
    return SIGMA_OF_MEDIAN * this.#value;
  }

  get count(): number {
    return this.#count;
  }

  /** Two numbers that `restore` takes. */
  save(): [number, number] {
    return [this.#count, this.#value];
  }

  restore(count: number, value: number): void {
    this.#count = count;
    this.#value = value;
  }
}
