import type { Seconds } from "../../domain/time.js";

/** How far all is heard and certain, and when that is said. One serves all moments, for the reason that a `Sample` does. */
export class Horizon {
  /** No spike before this time will be found any more. */
  at: Seconds = Number.NaN;
  now: Seconds = Number.NaN;
}
