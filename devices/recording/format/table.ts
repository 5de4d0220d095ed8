import type { Seconds } from "../../../src/domain/time.js";
import { DAY } from "../../../src/domain/time.js";
import type { BadRowReason } from "./bad-rows.js";
import { BadRows } from "./bad-rows.js";
import { parseDecimal } from "./decimal.js";
import type { RecordingLayout } from "./header.js";
import type { LineBuffer } from "./line-buffer.js";
import type { TimeColumn } from "./time-column.js";

/** One row, overwritten by the next. */
export interface RecordingRow {
  /** Its line in the file, from 1. */
  line: number;
  /** In the recording's own time (ISO: since its first). NaN where nobody knows it: then there is nothing to show. */
  time: Seconds;
  /** One for each column: mV for electrodes, NaN where missing, all of them NaN in a row of the wrong length. */
  readonly values: Float64Array;
  /** What is wrong with it. */
  fault: BadRowReason | undefined;
}

/** Time that leaps further is a broken clock, and would have the node live through years that never were. */
const LONGEST_LEAP: Seconds = 366 * DAY;

const IGNORED = -1;
const TIME = -2;

const SPACE = 32;
const QUOTE = 34;

/** The rows of a recording, out of its lines as they come. Allocates nothing, and goes on after every bad row. */
export class RecordingTable {
  readonly layout: RecordingLayout;
  /** Nominal rows a second. */
  readonly rate: number;
  readonly row: RecordingRow;
  readonly bad = new BadRows();
  readonly #lines: LineBuffer;
  readonly #times: TimeColumn | undefined;
  /** For each cell: the value it goes to, or what else it is. */
  readonly #targets: Int32Array;
  /** From the unit of a value to millivolts. One of the two is 1, so that only one of them rounds. */
  readonly #multiply: Float64Array;
  readonly #divide: Float64Array;
  #index = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** `lines` stands after the header. Without `times`, rows come at `rate`. */
  constructor(layout: RecordingLayout, rate: number, lines: LineBuffer, times: TimeColumn | undefined) {
    this.layout = layout;
    this.rate = rate;
    this.#lines = lines;
    this.#times = times;
    this.row = { line: 0, time: Number.NaN, values: new Float64Array(layout.columns.length), fault: undefined };
    this.#targets = new Int32Array(layout.cells).fill(IGNORED);
    if (times) this.#targets[0] = TIME;
    for (const [index, column] of layout.columns.entries()) this.#targets[column.cell] = index;
    this.#multiply = Float64Array.from(layout.columns, (column) => (column.unit === "V" ? 1000 : 1));
    this.#divide = Float64Array.from(layout.columns, (column) => (column.unit === "uV" ? 1000 : 1));
  }

  /** When the recording's time is zero, since 1970, if it says so. */
  get epoch(): Seconds | undefined {
    return this.#times?.epoch;
  }

  /** The time of the first row that has one, in the recording's own time. */
  get firstTime(): Seconds {
    return this.#times?.first ?? 0;
  }

  /** Puts the next row into `row`, or says that `more` bytes are needed, or that this was the `end`. */
  next(): "row" | "more" | "end" {
    const lines = this.#lines;
    for (;;) {
      const found = lines.next();
      if (found === "none") return lines.finished ? "end" : "more";
      if (found === "line" && isBlank(lines.bytes, lines.start, lines.stop)) continue;
      this.row.line = lines.number;
      this.row.fault = found === "line" ? this.#read(lines.bytes, lines.start, lines.stop) : this.#skip();
      if (this.row.fault !== undefined) this.bad.count(this.row.fault, lines.number);
      return "row";
    }
  }

  #read(bytes: Uint8Array, start: number, stop: number): BadRowReason | undefined {
    const { row } = this;
    const { delimiter, cells } = this.layout;
    row.values.fill(Number.NaN);
    let time = this.#times ? Number.NaN : this.#index++ / this.rate;
    let text = false;
    let cell = 0;
    for (let at = start; at <= stop; cell++) {
      let end = at;
      while (end < stop && bytes[end] !== delimiter) end++;
      const target = cell < cells ? this.#targets[cell]! : IGNORED;
      if (target !== IGNORED) {
        let first = at;
        let last = end;
        while (first < last && isPadding(bytes[first]!)) first++;
        while (first < last && isPadding(bytes[last - 1]!)) last--;
        if (target === TIME) time = (this.#times as TimeColumn).read(bytes, first, last);
        else {
          const number = parseDecimal(bytes, first, last);
          const value = (number * this.#multiply[target]!) / this.#divide[target]!;
          if (Number.isFinite(value)) row.values[target] = value;
          else if (!isMissing(bytes, first, last)) text = true;
        }
      }
      at = end + 1;
    }

    const wrongTime = this.#times === undefined ? undefined : this.#judge(time);
    row.time = wrongTime === undefined ? time : Number.NaN;
    if (wrongTime === undefined) this.#last = time;
    if (cell !== cells || wrongTime !== undefined) row.values.fill(Number.NaN);
    if (cell < cells) return "too few cells";
    if (cell > cells) return "too many cells";
    return wrongTime ?? (text ? "text in a number's place" : undefined);
  }

  /** A line that was thrown away: its time is only known where rows come at a rate. */
  #skip(): BadRowReason {
    this.row.values.fill(Number.NaN);
    this.row.time = this.#times ? Number.NaN : this.#index++ / this.rate;
    return "a line of over a megabyte";
  }

  #judge(time: Seconds): BadRowReason | undefined {
    if (Number.isNaN(time)) return "a time that cannot be read";
    if (time <= this.#last) return "a time that is not after the one before";
    if (time - this.#last > LONGEST_LEAP && this.#last !== Number.NEGATIVE_INFINITY)
      return "a time more than a year after the one before";
    return undefined;
  }
}

export function isBlank(bytes: Uint8Array, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) if (bytes[at] !== SPACE) return false;
  return true;
}

export function isPadding(code: number): boolean {
  return code === SPACE || code === QUOTE;
}

/** Blank, or `NaN` in any case. */
function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (end - start !== 3) return false;
  const lower = 32;
  return (bytes[start]! | lower) === 110 && (bytes[start + 1]! | lower) === 97 && (bytes[start + 2]! | lower) === 110;
}
