import { AndasError } from "../../domain/errors.js";
import type { Glyph } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { Opened } from "../recording/sense.js";

/** From the first to the last row of a recording, in its own time. */
export interface Extent {
  readonly start: Seconds;
  readonly end: Seconds;
}

/** What a picture needs of a recording, kept while it is sensed: nobody knows yet which stretch will be drawn. */
export class Kept {
  readonly spikes: Spike[] = [];
  readonly glyphs: Glyph[] = [];
  #opened: Opened | undefined;
  #start: Seconds = Number.NaN;
  #end: Seconds = Number.NaN;

  open(opened: Opened): void {
    this.#opened = opened;
  }

  /** A row of this time. */
  row(at: Seconds): void {
    if (Number.isNaN(this.#start)) this.#start = at;
    this.#end = at;
  }

  get opened(): Opened {
    return this.#opened!;
  }

  /** @throws AndasError `recording` where there is nothing to draw */
  get span(): Extent {
    if (this.#end >= this.#start) return { start: this.#start, end: this.#end };
    const { file } = this.opened.recording;
    throw new AndasError("recording", `${file}: no row has a time that can be read: there is nothing to draw`);
  }
}
