import type { Seconds } from "../domain/time.js";

/** About so many intervals decide the mean. */
const MEMORY = 20;

/** An electrode's own running mean interval between spikes, bounded to what is believable for its kind of life. */
export class IntervalMemory {
  readonly #bounds: { readonly usual: Seconds; readonly least: Seconds; readonly most: Seconds };
  #mean: Seconds;
  #count = 0;

  constructor(bounds: { readonly usual: Seconds; readonly least: Seconds; readonly most: Seconds }) {
    this.#bounds = bounds;
    this.#mean = bounds.usual;
  }

  get mean(): Seconds {
    return Math.min(Math.max(this.#mean, this.#bounds.least), this.#bounds.most);
  }

  /** Takes an interval from onset to onset. A night of silence is no interval: what is beyond belief counts as the most. */
  learn(interval: Seconds): void {
    this.#count++;
    const share = 1 / Math.min(this.#count + 1, MEMORY);
    this.#mean += (Math.min(interval, 4 * this.#bounds.most) - this.#mean) * share;
  }
}
