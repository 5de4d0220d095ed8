import { type Seconds, type TimeQuality, TRUST } from "../../domain/time.js";
import type { Anchor } from "./block.js";

/** A clock that moved by less was not set: it drifts. */
const SET_FROM: Seconds = 1;

/** By how much the clock that people read was set between two moments of a run; 0 when it was not. */
export function setBetween(before: Anchor, after: Anchor): Seconds {
  const by = after.wall - after.steady - (before.wall - before.steady);
  return Math.abs(by) < SET_FROM ? 0 : by;
}

/** Says the later of two moments of a run anything new about the clock? */
export function tellsMore(before: Anchor | undefined, after: Anchor): boolean {
  return before === undefined || before.quality !== after.quality || setBetween(before, after) !== 0;
}

/**
 * The first of some rows that bears the clock's time from after it was set: all of them, none, or from where their times leap.
 * @param before the clock before the first of them, `after` behind the last
 */
export function firstAfterSet(times: Float64Array, before: Anchor, after: Anchor): number {
  const by = setBetween(before, after);
  if (by === 0) return 0;
  let [leap, off] = [0, Math.abs(by) / 2];
  for (let i = 1; i < times.length; i++) {
    const wrong = Math.abs(times[i]! - times[i - 1]! - by);
    if (wrong < off) [leap, off] = [i, wrong];
  }
  if (leap > 0 || times.length === 0) return leap;
  // It leapt before them or behind them: their times fit only one of both clocks between the two moments.
  const late = after.wall - by + SET_FROM;
  const early = before.wall - SET_FROM;
  return times.every((at) => at >= early && at <= late) ? times.length : 0;
}

/** Has the node been started anew between these two? */
export function anotherRun(before: Anchor, after: Anchor): boolean {
  return before.boot !== after.boot || after.steady < before.steady;
}

/** How a run's times must be read, once all that it knew of the clock is known. */
export class RunClock {
  #best: Anchor;

  constructor(first: Anchor) {
    this.#best = first;
  }

  /** The later one counts, unless it is worth less. */
  learn(anchor: Anchor): void {
    if (TRUST[anchor.quality] >= TRUST[this.#best.quality]) this.#best = anchor;
  }

  /** To be added to the times of a block with this anchor, and what they are worth then. */
  correction(anchor: Anchor): { readonly by: Seconds; readonly quality: TimeQuality } {
    return { by: setBetween(anchor, this.#best), quality: this.#best.quality };
  }
}
