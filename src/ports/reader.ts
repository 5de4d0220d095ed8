import type { Attending } from "../domain/breath.js";
import type { Glyph } from "../domain/glyph.js";
import type { Reading } from "../domain/reading.js";
import type { Seconds } from "../domain/time.js";

/** What a reader is given when a glyph pattern wakes it. */
export interface ReadingWindow {
  /** Which pattern woke it, and on which electrode it ended; or why somebody asked, and of which electrode first. */
  readonly pattern: string;
  readonly electrode: string;
  readonly start: Seconds;
  readonly end: Seconds;
  /** The closed glyphs in the window, in order of their ends: of all electrodes, or of those that somebody asked about. */
  readonly glyphs: readonly Glyph[];
  readonly attending: Attending;
}

/** Somebody who reads glyph windows: the Spiralformer, once a trained model is there. */
export interface Reader {
  /** For `health`: the model's name and hash. */
  readonly name: string;
  read(window: ReadingWindow): Promise<Reading | undefined>;
  close(): Promise<void>;
}
