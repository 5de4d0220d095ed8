import type { Seconds } from "../domain/time.js";
import type { RecentSignal } from "../ports/recent-signal.js";

/** So far back a device's raw signal is remembered … */
const SPAN: Seconds = 1800;
/** … if that many bytes are enough for it. A device of 4 electrodes at 1 Hz needs 72 kB. */
const MOST_BYTES = 2 ** 20;
const BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * The raw signal of one device's latest half an hour, as it came, to be kept when something happens. Bounded: of a fast device it
 * remembers less. Allocates once, when it is made.
 */
export class SignalRing implements RecentSignal {
  readonly device: string;
  readonly names: readonly string[];
  readonly #capacity: number;
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  /** Rows ever taken. */
  #count = 0;

  /** @param rate nominal rows a second */
  constructor(device: string, names: readonly string[], rate: number) {
    this.device = device;
    this.names = names;
    const most = Math.floor(MOST_BYTES / (BYTES * (names.length + 1)));
    this.#capacity = Math.max(1, Math.min(most, Math.ceil(SPAN * Math.max(rate, 1))));
    this.#times = new Float64Array(this.#capacity);
    this.#values = new Float64Array(this.#capacity * names.length);
  }

  /** Begins a row; `set` fills it. Hot. */
  row(at: Seconds): void {
    this.#times[this.#count++ % this.#capacity] = at;
  }

  /** The value of `column` in the row begun last, in millivolts; NaN where there was none. */
  set(column: number, mv: number): void {
    this.#values[((this.#count - 1) % this.#capacity) * this.names.length + column] = mv;
  }

  /** Rows taken between `from` and `to`, both included, oldest first. `values` is read within the call only. */
  each(from: Seconds, to: Seconds, take: (at: Seconds, values: Float64Array) => void): void {
    const width = this.names.length;
    for (let i = Math.max(0, this.#count - this.#capacity); i < this.#count; i++) {
      const place = i % this.#capacity;
      const at = this.#times[place]!;
      if (at >= from && at <= to) take(at, this.#values.subarray(place * width, (place + 1) * width));
    }
  }
}
