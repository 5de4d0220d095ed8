import type { Seconds } from "../../domain/time.js";
import type { RawSignal } from "../../ports/raw-signal.js";
import type { Rows } from "./block.js";

/** Rows that are held till the exhale. A device of four electrodes at 1 Hz has 480 in a usual breath, and this takes 80 kB. */
const ROWS = 2048;

/** The raw signal of one device since the last exhale. Allocates once, when it is made, and when it is taken. */
export class RowBuffer implements RawSignal {
  readonly device: string;
  readonly names: readonly string[];
  readonly #full: (buffer: RowBuffer) => void;
  readonly #times = new Float64Array(ROWS);
  readonly #values: readonly Float64Array[];
  /** 1 where the device rested before the row. */
  readonly #rested = new Uint8Array(ROWS);
  #count = 0;
  #resting = false;

  /** @param full there is no room for a row: take what is there */
  constructor(device: string, names: readonly string[], full: (buffer: RowBuffer) => void) {
    this.device = device;
    this.names = names;
    this.#full = full;
    this.#values = names.map(() => new Float64Array(ROWS));
  }

  row(at: Seconds): void {
    if (this.#count === ROWS) this.#full(this);
    this.#times[this.#count] = at;
    this.#rested[this.#count] = this.#resting ? 1 : 0;
    this.#resting = false;
    this.#count++;
  }

  set(column: number, mv: number): void {
    this.#values[column]![this.#count - 1] = mv;
  }

  rest(): void {
    this.#resting = true;
  }

  /** The rows so far; it is empty afterwards. */
  take(): Rows {
    const count = this.#count;
    const { device, names } = this;
    this.#count = 0;
    return {
      ...{ device, names },
      times: this.#times.slice(0, count),
      values: this.#values.map((column) => column.slice(0, count)),
      rested: [...this.#rested.subarray(0, count).keys()].filter((row) => this.#rested[row] === 1),
    };
  }
}

/** Rows from `from` on, and before `to`. */
export function part(rows: Rows, from: number, to: number): Rows {
  return {
    device: rows.device,
    names: rows.names,
    times: rows.times.subarray(from, to),
    values: rows.values.map((column) => column.subarray(from, to)),
    rested: rows.rested.filter((row) => row >= from && row < to).map((row) => row - from),
  };
}
