import type { Seconds } from "../../domain/time.js";

/**
 * How sure it is that something began. `heard`: the signal moved quickly; `likely`: so far, or so much in a spike's shape, that slots
 * count it as an onset; `spike`: minutes later a spike was found there.
 */
export const SURENESS = ["heard", "likely", "spike"] as const;
export type Sureness = (typeof SURENESS)[number];

/** Something began on an electrode. */
export interface Onset {
  /** Index of the electrode. */
  readonly electrode: number;
  readonly at: Seconds;
  /** Its height as far as it is known, in σ, signed. */
  readonly z: number;
  readonly sureness: Sureness;
}
