import type { Seconds } from "../domain/time.js";

/**
 * Averages samples down to the working rate: bins of equal length, each told at the time of its last sample. Input at or
 * below the working rate passes as it is. A bin without any good value is NaN.
 */
export class Decimator {
  readonly #width: Seconds;
  #start: Seconds = Number.NaN;
  #last: Seconds = Number.NaN;
  #sum = 0;
  #count = 0;
  /** The bin that `push` just completed: its time and mean, in millivolts. */
  at: Seconds = Number.NaN;
  mv = Number.NaN;

  constructor(workingRate: number) {
    this.#width = 1 / workingRate;
  }

  /** Takes a sample; true when it completes a bin, which then stands in `at` and `mv`. */
  push(at: Seconds, mv: number): boolean {
    const spacing = at - this.#last;
    if (!(this.#start <= at)) this.#start = at;
    this.#last = at;
    if (!Number.isNaN(mv)) {
      this.#sum += mv;
      this.#count++;
    }
    // The bin is full when another sample like this one would lie beyond its end.
    if (at - this.#start + Math.max(spacing, 0) < this.#width * 0.999) return false;
    this.at = at;
    this.mv = this.#count > 0 ? this.#sum / this.#count : Number.NaN;
    this.#start = Number.NaN;
    this.#sum = 0;
    this.#count = 0;
    return true;
  }
}
