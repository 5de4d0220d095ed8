import type { Seconds } from "../../../src/domain/time.js";
import type { BadRowReason, BadRows, OddRowReason } from "./bad-rows.js";
import type { RecordingColumn } from "./column.js";
import type { Understood } from "./understood.js";

/** One row, overwritten by the next. */
export interface RecordingRow {
  /** Its line in the file, from 1; of a sound file its frame. */
  line: number;
  /** In the recording's own time (dates: since its first). NaN where nobody knows it: then there is nothing to show. */
  time: Seconds;
  /** One for each column: mV for electrodes, NaN where missing, all of them NaN in a row of the wrong length. */
  readonly values: Float64Array;
  /** What is wrong with it. */
  fault: BadRowReason | undefined;
  /** A new stretch begins with it: by how many seconds its clock was set; 0 in every other row. */
  setBy: Seconds;
  /** What lies between the row before and this one was a planned rest of whoever recorded: unheard, and no gap. */
  rested: boolean;
}

/** The rows of a recording, whatever it is written in. */
export interface Rows {
  readonly row: RecordingRow;
  readonly columns: readonly RecordingColumn[];
  /** Nominal rows a second. */
  readonly rate: number;
  /** When the recording's own time is zero, since 1970, if it says so. */
  readonly epoch: Seconds | undefined;
  /** The time of the first row that has one. */
  readonly firstTime: Seconds;
  readonly bad: BadRows;
  /** What was met that is no fault, but worth a word. */
  readonly odd: BadRows<OddRowReason>;
  readonly understood: Understood;
  /** Puts the next row into `row`, or says that `more` bytes are needed, or that this was the `end`. */
  next(): "row" | "more" | "end";
}
