/**
 * The running median of |x|, as a robust scale: nudged up or down by a fixed share at each value, so that a spike a hundred
 * times too large moves it no more than one a little too large. Quick at first, then as slow as `memory` says.
 */
export class RunningScale {
  readonly #share: number;
  #count = 0;
  #median = 0;

  /** @param memory in samples: about so many decide */
  constructor(memory: number) {
    this.#share = 4 / memory;
  }

  push(x: number): void {
    const size = x < 0 ? -x : x;
    this.#count++;
    if (this.#median === 0) {
      this.#median = size;
      return;
    }
    const share = Math.max(this.#share, 1 / (this.#count + 4));
    this.#median *= size > this.#median ? 1 + share : 1 - share;
  }

  /** As a standard deviation, for normal noise. */
  get sigma(): number {
    return 1.4826 * this.#median;
  }

  get count(): number {
    return this.#count;
  }
}
