import type { Seconds } from "./time.js";

/** Something learnt, with its evidence. */
export interface Insight {
  /** Stable: learning the same thing again strengthens the same insight. `[a-z0-9-]+` */
  readonly id: string;
  readonly kind: "pattern" | "correction" | "preference" | "fact";
  /** What it is about: an electrode, `host`, `operator`. */
  readonly subject: string;
  /** A sentence that a person can read. */
  readonly sentence: string;
  /** How often it was seen, and how often it was contradicted. */
  readonly support: number;
  readonly against: number;
  readonly firstSeen: Seconds;
  readonly lastSeen: Seconds;
}
