import type { Seconds } from "../../domain/time.js";

/** So many times are kept: about as many as come in ten minutes of a burst. */
const KEPT = 64;
/** The spread is that of so many intervals at most, and of so many at least. */
const MOST = 6;
const LEAST = 3;
/** Of intervals by chance (exponential), the standard deviation of their logarithm is 1.28; a few of them show less. */
const BY_CHANCE = 1.2;
/** No two are closer than this: working samples of the fastest electrodes. In seconds. */
const CLOSEST = 0.01;

/** The times at which something came, and how even they are: a rhythm, or chance? */
export class Intervals {
  readonly #times = new Float64Array(KEPT).fill(Number.NaN);
  #count = 0;

  /** In the order of time, but for what is decided late: that takes its place among the others. */
  add(at: Seconds): void {
    let back = 0;
    while (back < KEPT - 1 && this.#at(back) > at) {
      this.#times[(this.#count - back) % KEPT] = this.#at(back);
      back++;
    }
    this.#times[(this.#count - back) % KEPT] = at;
    this.#count++;
  }

  clear(): void {
    this.#times.fill(Number.NaN);
    this.#count = 0;
  }

  /** The latest; NaN before the first. */
  get latest(): Seconds {
    return this.#at(0);
  }

  /** The latest interval is 0, the one before 1 …; NaN where none is known. */
  interval(back: number): Seconds {
    return Math.max(this.#at(back) - this.#at(back + 1), CLOSEST);
  }

  /** ln of the latest interval over the one before; NaN while unknown. */
  get ratio(): number {
    return Math.log(this.interval(0) / this.interval(1));
  }

  /** Standard deviation of the logarithms of the latest intervals, back to the first that is longer than `longest`. */
  spread(longest: Seconds): number {
    let n = 0;
    let sum = 0;
    let squares = 0;
    for (; n < MOST && this.interval(n) <= longest; n++) {
      const log = Math.log(this.interval(n));
      sum += log;
      squares += log * log;
    }
    if (n < LEAST) return BY_CHANCE;
    return Math.sqrt(Math.max(0, (squares - (sum * sum) / n) / (n - 1)));
  }

  /** Was there one within so much of this time? */
  near(at: Seconds, within: Seconds): boolean {
    for (let back = 0; back < KEPT; back++) if (Math.abs(this.#at(back) - at) <= within) return true;
    return false;
  }

  /** How many came at `since` or later. */
  countSince(since: Seconds): number {
    let n = 0;
    while (n < KEPT && this.#at(n) >= since) n++;
    return n;
  }

  #at(back: number): Seconds {
    return back < KEPT && back < this.#count ? this.#times[(this.#count - 1 - back) % KEPT]! : Number.NaN;
  }
}
