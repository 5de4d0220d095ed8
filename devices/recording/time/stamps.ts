import { DAY, MINUTE, type Seconds } from "../../../src/domain/time.js";

/** How many rows are looked at ahead, to tell one wrong stamp from a clock that was set. */
export const AHEAD = 6;

/** Time that leaps further was set: nobody lives through years that never were. */
const LONGEST_GAP: Seconds = 366 * DAY;
/** A stamp is looked at twice when it lies further ahead than so many rows. */
const FAR = 4;
/** At midnight a clock goes back by more than this, or it does not go back by midnight. */
const BY_MIDNIGHT = 0.5;

/** What a stamp is. */
export type Verdict = "good" | "late" | "far" | "new stretch";

/**
 * Lays the stamps of a recording on one line that only goes forward: a stamp that does not fit its neighbours costs its row, and a
 * clock that was set (a logger that began again at zero, daylight saving) goes on where it was, a new stretch.
 */
export class Stamps {
  /** Nominal time from row to row. */
  readonly #step: Seconds;
  /** A clock without a date begins anew after so long; 0 for none. */
  readonly #period: Seconds;
  #offset = 0;
  #last = Number.NEGATIVE_INFINITY;
  /** How far the clock was set by the stamp judged last, in seconds: negative when it was set back. */
  setBy: Seconds = 0;

  /** @param offset what makes the recording's own time of the first stamps, where their clock was not set yet */
  constructor(step: Seconds, period: Seconds, offset: Seconds = 0) {
    this.#step = step;
    this.#period = period;
    this.#offset = offset;
  }

  /** Where a stamp lies that was judged good. */
  place(stamp: Seconds): Seconds {
    return stamp + this.#offset;
  }

  /** The time of the last good row. */
  get last(): Seconds {
    return this.#last;
  }

  /** Rows behind it must be looked at before it can be judged. */
  isOdd(stamp: Seconds): boolean {
    const ahead = stamp + this.#offset - this.#last;
    return !(ahead > 0 && ahead <= FAR * this.#step);
  }

  /** A good row lies here. */
  passed(at: Seconds): void {
    this.#last = at;
  }

  /** Judges a stamp by those of the next rows, of which there are `count`. Takes note of a clock that was set. */
  judge(stamp: Seconds, next: Float64Array, count: number): Verdict {
    const at = stamp + this.#offset;
    const ahead = at - this.#last;
    if (this.#isMidnight(ahead)) this.#offset += this.#period;
    else if (this.#last === Number.NEGATIVE_INFINITY) return this.#judgeFirst(stamp, next, count);
    else if (ahead <= 0) return this.#judgeBack(stamp, next, count);
    else if (ahead > FAR * this.#step) return this.#judgeFar(stamp, next, count);
    return "good";
  }

  /** The first row: wrong if those after it agree with each other and not with it. */
  #judgeFirst(stamp: Seconds, next: Float64Array, count: number): Verdict {
    const near = this.#near(stamp, next, count);
    return count >= 2 && near === 0 && this.#near(next[0]!, next, count) >= 1 ? "far" : "good";
  }

  #judgeBack(stamp: Seconds, next: Float64Array, count: number): Verdict {
    let beyond = 0;
    let follows = 0;
    for (let i = 0; i < count; i++) {
      const at = next[i]! + this.#offset;
      if (at > this.#last) beyond++;
      else if (next[i]! > stamp) follows++;
    }
    if (follows <= beyond) return "late";
    return this.#set(stamp);
  }

  #judgeFar(stamp: Seconds, next: Float64Array, count: number): Verdict {
    const at = stamp + this.#offset;
    let before = 0;
    let follows = 0;
    for (let i = 0; i < count; i++) {
      if (next[i]! + this.#offset < at) before++;
      else follows++;
    }
    if (before > follows) return "far";
    if (at - this.#last <= LONGEST_GAP) return count > 0 || at - this.#last <= DAY ? "good" : "far";
    return count === 0 ? "far" : this.#set(stamp);
  }

  /** The clock was set: it goes on a row after the last. */
  #set(stamp: Seconds): Verdict {
    this.setBy = stamp + this.#offset - this.#last - this.#step;
    this.#offset = this.#last + this.#step - stamp;
    return "new stretch";
  }

  /** How many of the next stamps lie within a day of this one. */
  #near(stamp: Seconds, next: Float64Array, count: number): number {
    let near = 0;
    for (let i = 0; i < count; i++)
      if (next[i] !== stamp && Math.abs(next[i]! - stamp) < Math.max(DAY, 2 * AHEAD * this.#step)) near++;
    return near;
  }

  #isMidnight(ahead: Seconds): boolean {
    return this.#period > 0 && ahead < -BY_MIDNIGHT * this.#period && ahead > -this.#period - MINUTE;
  }
}
