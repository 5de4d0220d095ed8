import type { Persistent, Snapshot } from "./snapshot.js";

/** While young it learns from few values, so it moves in steps of this much over their number. */
const EAGER = 2;
/** How far one value may move it, in shares of the memory. */
const NUDGE = 8;
const SIGMA_OF_MEDIAN = 1.4826;

/** How a running quantile moves. */
export class QuantileStep {
  readonly #share: number;
  readonly #quantile: number;
  readonly #eager: number;
  /** In the end it is multiplied by one of these at each value. */
  readonly up: number;
  readonly down: number;
  /** Until it has seen so many values it is `eager`. */
  readonly youth: number;

  /**
   * @param memory in values: about so many decide
   * @param quantile 0 to 1; below the median, what stands out for much of the time counts less
   * @param eager how far a young one moves; the further, the sooner it forgets how loud the first minutes were
   */
  constructor(memory: number, quantile: number, eager = EAGER) {
    const share = NUDGE / memory;
    this.#share = share;
    this.#quantile = quantile;
    this.#eager = eager;
    this.up = 1 + share * quantile;
    this.down = 1 - share * (1 - quantile);
    this.youth = Math.ceil(eager / share);
  }

  /** Where a young quantile goes from `value` at the next size, the `count`th of all. */
  eager(value: number, size: number, count: number): number {
    if (value === 0) return size;
    const eager = this.#eager / (count + 4);
    const share = eager > this.#share ? eager : this.#share;
    return value * (size > value ? 1 + share * this.#quantile : 1 - share * (1 - this.#quantile));
  }
}

/**
 * A running quantile of |x| as a robust scale: nudged up or down by a fixed share at each value, so that a spike a hundred
 * times too large moves it no more than one a little too large. Quick at first, then as slow as `memory` says.
 */
export class RunningQuantile implements Persistent {
  readonly #step: QuantileStep;
  #size = Number.NaN;
  #count = 0;
  #value = 0;

  /** As of a `QuantileStep`. */
  constructor(memory: number, quantile = 0.5) {
    this.#step = new QuantileStep(memory, quantile);
  }

  /** So short that the engine inlines it wherever it stands, and x needs no box (see `Sample`). */
  push(x: number): void {
    this.#size = x;
    this.#follow();
  }

  #follow(): void {
    const x = this.#size;
    const size = x < 0 ? -x : x;
    const value = this.#value;
    const step = this.#step;
    const count = ++this.#count;
    if (count <= step.youth || value === 0) this.#value = step.eager(value, size, count);
    else this.#value = value * (size > value ? step.up : step.down);
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

  /** Begins at a value, as if so many had shown it. */
  seed(count: number, value: number): void {
    this.#count = count;
    this.#value = value;
  }

  persist(snapshot: Snapshot): void {
    this.#count = snapshot.number("count", this.#count);
    this.#value = snapshot.number("value", this.#value);
  }
}
