import type { Seconds } from "./time.js";

/** What an electrode heard, in stretches of equal length that follow each other: of each the least, the mean and the greatest value. */
export interface SignalStretches {
  readonly electrode: string;
  /** When the first stretch began. */
  readonly from: Seconds;
  readonly every: Seconds;
  /** Millivolts; NaN where nothing usable came. All three are as long. */
  readonly least: readonly number[];
  readonly mean: readonly number[];
  readonly greatest: readonly number[];
}
