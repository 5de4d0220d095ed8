import { GATES, type Phase } from "../domain/breath.js";
import type { Glyph } from "../domain/glyph.js";
import type { Reading } from "../domain/reading.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Reader } from "../ports/reader.js";
import { WakeRules } from "./wake-rules.js";

/** How far back a window reaches. */
const WINDOW: Seconds = 2 * HOUR;
/** At most so many glyphs are kept for it. */
const MOST_GLYPHS = 512;

/**
 * Where the Spiralformer listens. Closed glyphs come in; when a pattern calls and the breath lets the model be called, the
 * reader is given the window that led there, and what it says goes out as a reading. Without a reader the room still hears
 * and counts what would have woken one, and says plainly that nobody reads.
 */
export class ReadingRoom {
  readonly #reader: Reader | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #said: (reading: Reading) => void;
  readonly #rules: WakeRules;
  #glyphs: Glyph[] = [];
  #phase: Phase = "inhale";
  #busy = false;
  #wakes = 0;

  constructor(options: {
    reader: Reader | undefined;
    clock: Clock;
    log: Log;
    said: (reading: Reading) => void;
    rules?: WakeRules;
  }) {
    this.#reader = options.reader;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#said = options.said;
    this.#rules = options.rules ?? new WakeRules();
  }

  /** For `health`: who reads here, or `none`. */
  get reader(): string {
    return this.#reader?.name ?? "none";
  }

  /** How often a pattern called. */
  get wakes(): number {
    return this.#wakes;
  }

  phase(phase: Phase): void {
    this.#phase = phase;
  }

  hear(glyph: Glyph): void {
    this.#keep(glyph);
    const match = this.#rules.hear(glyph);
    if (match === undefined) return;
    this.#wakes++;
    const attending = GATES[this.#phase].model;
    if (this.#reader === undefined || attending === "closed" || this.#busy) return;
    const window = {
      pattern: match.text,
      electrode: glyph.electrode,
      start: glyph.decided - WINDOW,
      end: glyph.decided,
      glyphs: this.#glyphs.filter((g) => g.end > glyph.decided - WINDOW),
      attending,
    };
    this.#busy = true;
    this.#clock.hold("reading", this.#read(this.#reader, window)).then(
      () => {
        this.#busy = false;
      },
      () => {
        this.#busy = false;
      },
    );
  }

  async close(): Promise<void> {
    await this.#reader?.close();
  }

  async #read(reader: Reader, window: Parameters<Reader["read"]>[0]): Promise<void> {
    try {
      const reading = await reader.read(window);
      if (reading !== undefined) this.#said(reading);
    } catch (error) {
      this.#log("warn", `the reader ${reader.name} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #keep(glyph: Glyph): void {
    this.#glyphs.push(glyph);
    if (this.#glyphs.length > 2 * MOST_GLYPHS) this.#glyphs = this.#glyphs.slice(-MOST_GLYPHS);
  }
}
