import type { Seconds } from "../../src/domain/time.js";

/** Something that was put into a simulated grove: the truth, for those who judge what a node makes of it. */
export interface GroveEvent {
  readonly kind: "spike" | "wave" | "step" | "pop" | "handling" | "gap";
  /** From 0. */
  readonly electrode: number;
  /** Since the grove began. */
  readonly start: Seconds;
  /** Of a spike; else the same as `start`. */
  readonly peak: Seconds;
  /** Of a spike, when 95 % of it has gone; of a step that stays, the same as `start`. */
  readonly end: Seconds;
  /** Signed, in millivolts: a spike's or a pop's height, a step's size, the standard deviation of handling; 0 for a gap. */
  readonly amplitude: number;
}

/** Is told each event when it is planned, at the latest when it begins. */
export type Witness = (event: GroveEvent) => void;
