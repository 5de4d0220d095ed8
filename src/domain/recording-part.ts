import type { Seconds } from "./time.js";

/** A part of the raw signal that somebody asked for. */
export interface RecordingPart {
  /** Which dump it is a part of, and which of its parts it is, from 1. */
  readonly dump: string;
  readonly part: number;
  readonly of: number;
  readonly device: string;
  readonly electrodes: readonly string[];
  /** Of its first and its last row. */
  readonly from: Seconds;
  readonly to: Seconds;
  readonly rows: number;
  /** A recording of its own: CSV with its header, gzipped, as base64. */
  readonly data: string;
}
