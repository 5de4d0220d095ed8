import type { Seconds } from "../domain/time.js";
import type { Random } from "../ports/random.js";

/** How long to wait before the first try is made again, at most; twice as long each time; never longer than this. */
const FIRST: Seconds = 2;
const LONGEST: Seconds = 300;

/**
 * When to try again: exponential backoff with full jitter (any time up to the bound is as likely), so that a grove whose broker comes
 * back does not fall upon it at once. M. Brooker, "Exponential Backoff And Jitter", 2015.
 */
export class Backoff {
  readonly #random: Random;
  #bound = FIRST;

  constructor(random: Random) {
    this.#random = random;
  }

  /** How long to wait now. */
  next(): Seconds {
    const wait = this.#random.next() * this.#bound;
    this.#bound = Math.min(LONGEST, 2 * this.#bound);
    return wait;
  }

  /** All is well: the next trouble begins anew. */
  reset(): void {
    this.#bound = FIRST;
  }
}
