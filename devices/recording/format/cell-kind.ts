import { isMissing } from "../numbers/missing.js";
import { NumberReader, type NumberStyle } from "../numbers/numbers.js";
import { type DateOrder, DateTimeReader, NO_TIME } from "../time/date-time.js";

/** What stands in a cell. */
export type CellKind = "empty" | "missing" | "number" | "time" | "text";

const ORDERS: readonly DateOrder[] = ["ymd", "dmy", "mdy"];

/** Looks at the cells of the first lines, before anything is known of them. */
export class CellLooker {
  readonly #encoder = new TextEncoder();
  readonly #readers = ORDERS.map((order) => new DateTimeReader({ order }));
  readonly #instant = { seconds: 0, nanoseconds: 0 };
  readonly #numbers: NumberReader;

  constructor(style: NumberStyle) {
    this.#numbers = new NumberReader(style);
  }

  kindOf(cell: string): CellKind {
    if (cell === "") return "empty";
    const bytes = this.#encoder.encode(cell);
    if (!Number.isNaN(this.#numbers.read(bytes, 0, bytes.length))) return "number";
    if (isMissing(bytes, 0, bytes.length)) return "missing";
    return this.timeIn(cell) === NO_TIME ? "text" : "time";
  }

  numberIn(cell: string): number {
    const bytes = this.#encoder.encode(cell);
    return this.#numbers.read(bytes, 0, bytes.length);
  }

  /** Which of date and clock it is, whatever the order of day and month. */
  timeIn(cell: string): number {
    if (!/\d.*\d.*\d/.test(cell)) return NO_TIME;
    const bytes = this.#encoder.encode(cell);
    for (const reader of this.#readers) {
      const found = reader.read(bytes, 0, bytes.length, this.#instant);
      if (found !== NO_TIME) return found;
    }
    return NO_TIME;
  }

  /** The time in a cell, read in this order, in seconds; NaN if it cannot be. */
  secondsIn(cell: string, order: DateOrder): number {
    const bytes = this.#encoder.encode(cell);
    const found = this.#readers[ORDERS.indexOf(order)]!.read(bytes, 0, bytes.length, this.#instant);
    return found === NO_TIME ? Number.NaN : this.#instant.seconds;
  }
}
