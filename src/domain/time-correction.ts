import type { Seconds, TimeQuality } from "./time.js";

/** The node's time was wrong, and moved when a better one arrived. What was stamped before, in the same run, is off by as much. */
export interface TimeCorrection {
  readonly boot: number;
  /** When it moved, in the better time. */
  readonly at: Seconds;
  readonly shift: Seconds;
  /** What the time was worth before, and what it is since. */
  readonly was: TimeQuality;
  readonly is: TimeQuality;
}
