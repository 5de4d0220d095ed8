import type { Clock } from "../../ports/clock.js";

/** Lets so many through at once, and so many a second for ever. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #since: number;

  constructor(clock: Clock, { burst, perSecond }: { readonly burst: number; readonly perSecond: number }) {
    this.#clock = clock;
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
    this.#since = clock.now();
  }

  /** May one more pass now? If so, it has. */
  allows(): boolean {
    const now = this.#clock.now();
    // A clock that was set back gives nothing, and takes nothing.
    const earned = Math.max(0, now - this.#since) * this.#perSecond;
    this.#left = Math.min(this.#burst, this.#left + earned);
    this.#since = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
