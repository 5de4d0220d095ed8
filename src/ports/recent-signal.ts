import type { Seconds } from "../domain/time.js";

/** The latest raw signal of one device, as far back as it is remembered. */
export interface RecentSignal {
  /** The device's name on the card. */
  readonly device: string;
  /** Its electrodes, in the order of the values. */
  readonly names: readonly string[];
  /** Rows between `from` and `to`, both included, oldest first, in millivolts; NaN where missing. `values` is read within the call only. */
  each(from: Seconds, to: Seconds, take: (at: Seconds, values: Float64Array) => void): void;
}
