/** What a call of the Spiralformer may be; the index is what the model is told. `pause` is not called at all. */
export const MODES = ["pause", "inhale", "hold", "local", "released"] as const;
export type Mode = (typeof MODES)[number];
export type CallMode = Exclude<Mode, "pause">;

/** All that one call is told, as numbers; the reader itself keeps what it carries from call to call. K seats are taken. */
export interface ReaderCall {
  readonly mode: CallMode;
  /** Which of the model's seats are taken, ascending, from 0. [K] */
  readonly seat: Uint8Array;
  /** Index of each seat's glyph in the alphabet. [K] */
  readonly glyph: Uint8Array;
  /** The slot's features, seat after seat. [K × features] */
  readonly feature: Float32Array;
  /** The latest minutes, seat after seat, oldest slot first. [K × slots × channels] */
  readonly tape: Float32Array;
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
  /** Probability of each seat's next glyph, in the order of GLYPHS. [8 × 12] */
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
