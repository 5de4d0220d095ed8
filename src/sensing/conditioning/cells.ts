import type { Seconds } from "../../domain/time.js";
import type { OnSample, Sample } from "../stream/sample.js";

/** A time stamp so many cells back is a clock that was set back, not a row out of order. */
export const SET_BACK = 10;
/** So many empty cells are passed on as they are; of more, the missing is told by LONG_HOLE of them. */
const SHORT_HOLE = 3;
const LONG_HOLE = 4;

/**
 * Hands on cells in which nothing was measured, from the one at `from` on; of a clock that was set back when not said how many.
 * @param cell is handed on for each of them
 */
export function emitHole(onSample: OnSample, cell: Sample, from: Seconds, missing = Number.POSITIVE_INFINITY): void {
  const cells = missing > SHORT_HOLE ? LONG_HOLE : missing;
  for (let i = 0; i < cells; i++) {
    cell.at = from + i * cell.width;
    cell.mv = Number.NaN;
    onSample(cell);
  }
}
