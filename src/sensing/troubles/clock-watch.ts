import { DAY, HOUR, type Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** A leap of so much is no pause of a logger. */
const LEAP = DAY;
/** One row may come twice; so many repeated stamps within the time below are a clock that stands. */
const REPEATS = 3;
/** The clock is trusted again when its stamps went forward for so long. */
const TRUSTED_AFTER = HOUR;

/**
 * Time stamps that repeat, run backwards, or leap by more than a day where no rest was planned: the clock of the logger or the
 * board was set, stands, or was read wrongly. What comes with such stamps has no certain place in time.
 */
export class ClockWatch implements Persistent {
  #odd: Seconds = Number.NaN;
  #repeats = 0;

  /**
   * A stamp that is not a little later than the one before. Returns by how many seconds it is wrong; NaN when it is not.
   * @param planned whether a rest began at the stamp before
   */
  onOddTime(at: Seconds, before: Seconds, planned: boolean): Seconds {
    const leap = at - before;
    if (Number.isNaN(leap) || (leap > 0 && (leap <= LEAP || planned))) return Number.NaN;
    this.#odd = at;
    if (leap === 0 && ++this.#repeats < REPEATS) return Number.NaN;
    return Math.abs(leap);
  }

  /** Has it gone forward for long enough since? True once. */
  advanceTo(at: Seconds): boolean {
    if (!(at - this.#odd > TRUSTED_AFTER)) return false;
    this.#odd = Number.NaN;
    this.#repeats = 0;
    return true;
  }

  persist(snapshot: Snapshot): void {
    this.#odd = snapshot.number("odd", this.#odd);
    this.#repeats = snapshot.number("repeats", this.#repeats);
  }
}
