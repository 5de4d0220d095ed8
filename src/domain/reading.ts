import type { Seconds } from "./time.js";

/** The events that a reading can name. */
export const EVENTS = ["quiet", "rhythm", "irregular", "burst", "artefact", "wave", "scatter"] as const;
export type EventName = (typeof EVENTS)[number];

/** What was heard of it, as far as it was: times in seconds. */
export interface ReadingEvidence {
  /** In the order in which they began, where they did so one after the other; else along the medium. */
  readonly electrodes: readonly string[];
  /** On the one of them with the most; of what travels, one an electrode in the order above. */
  readonly onsets: readonly Seconds[];
}

/** What the Spiralformer said about one window. */
export interface Reading {
  readonly event: EventName;
  /** 0 to 1. */
  readonly confidence: number;
  /** Of the glyph that came, in bits. */
  readonly surprise: number;
  readonly electrodes: readonly string[];
  readonly start: Seconds;
  readonly end: Seconds;
  readonly decided: Seconds;
  /** One sentence with its evidence, in the language of the card. */
  readonly text: string;
  /** What its sentence rests on, for who wants to check it. */
  readonly evidence?: ReadingEvidence;
  /** For relevance between threads; absent where the model gives none. */
  readonly embedding?: readonly number[];
}
