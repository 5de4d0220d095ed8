import type { Phase } from "./breath.js";
import type { Seconds } from "./time.js";
import type { CallMode } from "./wake.js";

/** What the Spiralformer answered to one call, whole; a reading is what of it is sure enough to be told. */
export interface ModelAnswer {
  /** End of the slot that it was called on. */
  readonly at: Seconds;
  readonly phase: Phase;
  readonly mode: CallMode;
  /** Did a signal call it? A hold is the breath's own. */
  readonly woken: boolean;
  /** What woke it, as in `Wake`. */
  readonly why: string;
  /** Those that were on its channels. */
  readonly electrodes: readonly string[];
  /** Probability of each event, in the order of EVENTS. [7] */
  readonly event: Float32Array;
  /** Probability of the glyph of the slot to come, in the order of GLYPHS: a row an electrode. [electrodes × 12] */
  readonly following: readonly Float32Array[];
  /** Index in GLYPHS of what each electrode shows now. [electrodes] */
  readonly glyph: Uint8Array;
  /** Of unit length. [16] */
  readonly embedding: Float32Array;
}
