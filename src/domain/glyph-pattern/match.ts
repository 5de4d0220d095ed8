import type { Seconds } from "../time.js";

/** A pattern was found. */
export interface Match {
  /** The pattern, as it was written. */
  readonly text: string;
  /** The earliest start and the latest end of its glyphs. */
  readonly start: Seconds;
  readonly end: Seconds;
  /** Whose glyphs they were, in the order of `on`. */
  readonly electrodes: readonly string[];
  /** When it was certain. */
  readonly decided: Seconds;
}
