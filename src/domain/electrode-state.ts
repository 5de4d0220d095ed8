import type { Electrode } from "./electrode.js";
import type { Glyph } from "./glyph.js";

/** An electrode as it is now. */
export interface ElectrodeState {
  readonly electrode: Electrode;
  /** The latest sample in millivolts; NaN when it was missing. */
  readonly last: number;
  /** Local noise σ in millivolts; NaN until known. */
  readonly sigma: number;
  /** What is going on; undefined before the first sample. */
  readonly glyph: Glyph | undefined;
}
