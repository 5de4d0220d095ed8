import type { CallMode } from "../../domain/wake.js";

/** Where in the context of a call the slot's number stands. */
export const CONTEXT_SLOT = 5;

/** All that one call is told, as numbers; the reader itself keeps what it carries from call to call. K channels are in use. */
export interface ReaderCall {
  readonly mode: CallMode;
  /** Which of the model's channels are in use, ascending, from 0. [K] */
  readonly channel: Uint8Array;
  /** Index of each channel's glyph in the alphabet. [K] */
  readonly glyph: Uint8Array;
  /** The slot's features, channel after channel. [K × features] */
  readonly feature: Float32Array;
  /** The latest minutes, channel after channel, oldest slot first. [K × slots × features of the history] */
  readonly history: Float32Array;
  /** Which expert the glyphs send it to. */
  readonly expert: number;
  /** May it attend along the whole spiral? */
  readonly wide: boolean;
  /** ln(1 + slots since the call before) / 3 · sine and cosine of the breath · share of silence · rest, 0 or 1 · the slot's number. [6] */
  readonly context: Float32Array;
}

export interface ReaderAnswer {
  /** Probability of each event, in the order of EVENTS. [7] */
  readonly event: Float32Array;
  /** Probability of each channel's next glyph, in the order of GLYPHS. [8 × 12] */
  readonly following: Float32Array;
  /** Of unit length. [16] */
  readonly embedding: Float32Array;
  /** How long the model itself took. */
  readonly milliseconds: number;
}

/** Somebody who reads slots when called: the Spiralformer in a process of its own. */
export interface Reader {
  /** For `health` and the audit: the model's name and the beginning of its hash. */
  readonly name: string;
  /** The process that reads, while there is one of its own. */
  readonly pid: number | undefined;
  /** Why nobody reads just now; undefined while all is well. */
  readonly trouble: string | undefined;
  /** Tries whether it can read at all; what is wrong is its `trouble` after this. Never rejects. */
  prove(): Promise<void>;
  /** Undefined when this reading is lost: the reader is away, was killed, or said what is no number. Never rejects. */
  read(call: ReaderCall): Promise<ReaderAnswer | undefined>;
  close(): Promise<void>;
}
