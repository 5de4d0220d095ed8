import type { Seconds } from "../../domain/time.js";

/**
 * A sample on its way from stage to stage. A stage writes all its samples into the one that it has: copy what must be kept.
 *
 * Two bare numbers, `push(at, mv)`, would be simpler. But a number with a fraction that is handed over in a call, or returned, gets a box
 * of its own from the engine, 16 bytes on the heap, wherever that call is not inlined; and callbacks from stage to stage are not.
 * A number that is written into the field of an object that stays takes the place of the one before, and costs nothing.
 */
export class Sample {
  // All begin with no number at all, which tells the engine that these fields will not hold whole numbers only.
  at: Seconds = Number.NaN;
  /** In millivolts; NaN where nothing was measured. */
  mv = Number.NaN;
  /** How long it speaks for: what lies between working samples. */
  width: Seconds = Number.NaN;
  /** The smallest step that the converter was seen to make by then, in millivolts; 0 until known. */
  step = Number.NaN;
}

/** Takes a sample, at once, since the next one will stand in its place. */
export type OnSample = (sample: Sample) => void;
