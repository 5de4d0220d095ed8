import type { EventName } from "../../domain/reading.js";
import type { Seconds } from "../../domain/time.js";

/** What was read, how surely, and why anybody looked. */
export interface ToldReading {
  readonly event: EventName;
  /** 0 to 1. */
  readonly confidence: number;
  /** Of the glyphs that came, in bits. */
  readonly surprise: number;
  /** The glyphs that woke the reader: `silence spike stir`. */
  readonly why: string;
}

/** What it rests on. */
export interface ToldEvidence {
  readonly electrodes: readonly string[];
  /** The same, in the order in which they began. */
  readonly order: readonly string[];
  readonly onsets: number;
  /** Between two onsets, and from one electrode to the next; NaN where that is not known. */
  readonly interval: Seconds;
  readonly lag: Seconds;
  /** From the first onset to the last; 0 where there were less than two. */
  readonly length: Seconds;
  /** Too little of it was heard to bear the reading out. */
  readonly isThin: boolean;
}

/**
 * A reading in one sentence with its evidence: what was measured, how sure the reader is, and what woke it; never more than that.
 * `A burst on e1 and e2, dense for 5 min (88 % sure, surprise 1.3 bits; woken by: spike stir).`
 */
export type ReadingWords = (reading: ToldReading, evidence: ToldEvidence) => string;
