import type { Seconds } from "./time.js";

/** One electrical event on one electrode. */
export interface Spike {
  readonly electrode: string;
  readonly onset: Seconds;
  /** Of a plateau, its middle. */
  readonly peak: Seconds;
  /** Back at the level it left, or where the recovery was cut off. */
  readonly end: Seconds;
  /** Signed height over the level at onset, in millivolts. */
  readonly amplitude: number;
  readonly polarity: 1 | -1;
  /** Height in local noise σ. */
  readonly z: number;
  /** Likeness to the expected shape, 0 to 1. */
  readonly match: number;
  /** Time of the last sample that was needed to be sure. Never before `peak`. */
  readonly decided: Seconds;
}
