import type { Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "./snapshot.js";

/** So many are remembered: those within what one spike may last. */
const REMEMBERED = 16;

/** The latest spans of time, such as those in which nothing was heard. */
export class LatestSpans implements Persistent {
  readonly #bounds = new Float64Array(2 * REMEMBERED).fill(Number.NaN);
  #count = 0;

  add(from: Seconds, to: Seconds): void {
    const at = 2 * (this.#count++ % REMEMBERED);
    this.#bounds[at] = from;
    this.#bounds[at + 1] = to;
  }

  /** How much of the time between these two they are. */
  within(from: Seconds, to: Seconds): Seconds {
    let sum = 0;
    for (let at = 0; at < this.#bounds.length; at += 2) {
      const shared = Math.min(this.#bounds[at + 1]!, to) - Math.max(this.#bounds[at]!, from);
      if (shared > 0) sum += shared;
    }
    return sum;
  }

  persist(snapshot: Snapshot): void {
    snapshot.floats("bounds", this.#bounds);
    this.#count = snapshot.number("count", this.#count);
  }
}
