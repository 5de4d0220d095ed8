import type { Seconds } from "../../src/domain/time.js";

/** How quickly a row's arrival is believed against what was foreseen: of the first rows much, later a fiftieth. */
const STEADY = 0.02;
/** No resonator is further off than this, as a share. */
const FURTHEST = 0.03;
/** Who is so far off has restarted, or our own clock was set: begin anew. */
const LOST: Seconds = 1;
/** Rows over which the jitter is averaged. */
const REMEMBERED = 64;

/**
 * Follows another clock by when its rows arrive: an alpha-beta loop over offset and rate, so that what a cable or a busy processor
 * delays does not move a row. It measures how far arrivals stray on the way.
 */
export class RowClock {
  #rows = 0;
  #tick: Seconds = 0;
  #at: Seconds = 0;
  #rate = 1;
  #jitter: Seconds = 0;
  #told: Seconds = Number.NEGATIVE_INFINITY;

  /**
   * When the row of that clock's `tick` was taken, in node time; rows in order. Never later than its arrival, never before an
   * earlier row. Allocates nothing.
   */
  at(tick: Seconds, arrival: Seconds): Seconds {
    const passed = tick - this.#tick;
    const foreseen = this.#at + passed * this.#rate;
    const off = arrival - foreseen;
    if (this.#rows === 0 || passed <= 0 || !(Math.abs(off) <= LOST)) this.#begin(arrival);
    else this.#follow(foreseen, off, passed);
    this.#tick = tick;
    // A clock that was set back is followed: time that goes back begins a new stretch, and its listener knows.
    const early = Math.min(this.#at, arrival);
    this.#told = early < this.#told && this.#told <= arrival ? this.#told : early;
    return this.#told;
  }

  /** Mean of how far arrivals stray from a steady clock. */
  get jitter(): Seconds {
    return this.#jitter;
  }

  /** By how much the other clock runs fast, in parts per million. */
  get drift(): number {
    return Math.round((1 / this.#rate - 1) * 1e6);
  }

  /** The next row begins anew: the other end restarted. */
  reset(): void {
    this.#rows = 0;
  }

  #begin(arrival: Seconds): void {
    this.#rows = 1;
    this.#at = arrival;
    this.#rate = 1;
  }

  #follow(foreseen: Seconds, off: Seconds, passed: Seconds): void {
    this.#rows++;
    const alpha = Math.max(STEADY, 2 / (this.#rows + 1));
    const beta = (alpha * alpha) / (2 - alpha);
    this.#at = foreseen + alpha * off;
    const rate = this.#rate + (beta * off) / passed;
    this.#rate = Math.min(1 + FURTHEST, Math.max(1 - FURTHEST, rate));
    this.#jitter += (Math.abs(off) - this.#jitter) / Math.min(this.#rows, REMEMBERED);
  }
}
