import { GATES, type Phase } from "../domain/breath.js";
import type { Glyph, GlyphChange } from "../domain/glyph.js";
import type { Match } from "../domain/glyph-pattern/match.js";
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
 * Where the Spiralformer listens. Glyphs come in while they last and when they close; when a pattern calls and the breath lets
 * the model be called, the reader is given the window that led there, and what it says goes out as a reading. Without a reader the
 * room still hears and counts what would have woken one, and says plainly that nobody reads.
 */
export class ReadingRoom {
  readonly #reader: Reader | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #said: (reading: Reading) => void;
  readonly #rules: WakeRules;
  #glyphs: Glyph[] = [];
  /** By electrode: what goes on there. */
  readonly #open = new Map<string, Glyph>();
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

  /** How often a pattern or somebody called. */
  get wakes(): number {
    return this.#wakes;
  }

  phase(phase: Phase): void {
    this.#phase = phase;
  }

  /** Everything that is told of an electrode's glyphs, in order: while they last, and their close. */
  hear(change: GlyphChange): void {
    const { phase, glyph } = change;
    if (phase === "close") this.#keep(glyph);
    else this.#open.set(glyph.electrode, glyph);
    const match = this.#rules.hear(change);
    if (match !== undefined) this.#called(match, glyph.electrode);
  }

  /** How far some electrode must be heard for `advance` to be worth calling; infinity while nothing that lasts is waited for. */
  get due(): Seconds {
    return this.#rules.due;
  }

  /** All is heard and decided on that electrode up to `until`: what goes on there may by now have lasted long enough. */
  advance(electrode: string, until: Seconds): void {
    if (until < this.#rules.due) return;
    const match = this.#rules.advance(electrode, until);
    if (match !== undefined) this.#called(match, electrode);
  }

  /** Somebody wants to know what these electrodes say now. Says whether the reader was woken; what it reads comes as a reading. */
  ask(electrodes: readonly string[], reason: string): boolean {
    const [first] = electrodes;
    if (first === undefined) return false;
    return this.#wake(reason, first, this.#clock.now(), (glyph) => electrodes.includes(glyph.electrode));
  }

  async close(): Promise<void> {
    await this.#reader?.close();
  }

  #called({ text, decided }: Match, electrode: string): void {
    this.#wake(text, electrode, decided, () => true);
  }

  #wake(pattern: string, electrode: string, end: Seconds, concerned: (glyph: Glyph) => boolean): boolean {
    this.#wakes++;
    const attending = GATES[this.#phase].model;
    if (this.#reader === undefined || attending === "closed" || this.#busy) return false;
    const start = end - WINDOW;
    const heard = [...this.#glyphs, ...this.#goingOn(electrode, end)];
    const glyphs = heard.filter((glyph) => glyph.end > start && concerned(glyph));
    const window = { pattern, electrode, start, end, glyphs, attending };
    this.#busy = true;
    this.#clock.hold("reading", this.#read(this.#reader, window)).then(
      () => {
        this.#busy = false;
      },
      () => {
        this.#busy = false;
      },
    );
    return true;
  }

  /** What lasts on the electrode that is to be read, as far as it is heard. */
  #goingOn(electrode: string, until: Seconds): readonly Glyph[] {
    const open = this.#open.get(electrode);
    return open === undefined || open.start >= until ? [] : [{ ...open, end: until, decided: until }];
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
    const open = this.#open.get(glyph.electrode);
    if (open !== undefined && open.start <= glyph.start) this.#open.delete(glyph.electrode);
    this.#glyphs.push(glyph);
    if (this.#glyphs.length > 2 * MOST_GLYPHS) this.#glyphs = this.#glyphs.slice(-MOST_GLYPHS);
  }
}
