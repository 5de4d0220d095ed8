import type { Seconds } from "../../src/domain/time.js";

/**
 * Rows stand on a grid of whole periods since 1970, so that they never drift, and several chips wake the processor together.
 */
export class RowGrid {
  readonly rate: number;
  /** Place of the coming or current row. */
  slot = 0;

  /** @param rate rows a second */
  constructor(rate: number) {
    this.rate = rate;
  }

  /** When the row in `slot` is. */
  get at(): Seconds {
    return this.slot / this.rate;
  }

  /** The last place before or at `time`. The thousandth is what floats may lose at today's times and 400 rows a second. */
  slotOf(time: Seconds): number {
    return Math.floor(time * this.rate + 1e-3);
  }

  /** It is `now`: which row is due? Gives how many passed by unheard. */
  catchUp(now: Seconds): number {
    const due = Math.max(this.slot, this.slotOf(now));
    const missed = due - this.slot;
    this.slot = due;
    return missed;
  }
}
