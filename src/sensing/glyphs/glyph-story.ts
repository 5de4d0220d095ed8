import { GLYPHS, type Glyph, type GlyphChange, outgrows } from "../../domain/glyph.js";
import type { Saved } from "../packing.js";
import { packRows, unpackRows } from "../rows.js";

/**
 * Remembers what was told of an electrode's glyphs while they last, and tells what is new: `open`, `upgrade`, `close`. What is
 * open follows each other in time; the last is what is going on now, those before it only wait to be settled.
 */
export class GlyphStory {
  readonly #tell: (change: GlyphChange) => void;
  #open: Glyph[] = [];

  constructor(tell: (change: GlyphChange) => void) {
    this.#tell = tell;
  }

  /** What is going on now; undefined before the first sample. */
  get current(): Glyph | undefined {
    return this.#open.at(-1);
  }

  /** This goes on, or went on. Told once; what was open within its time was part of it. */
  goesOn(glyph: Glyph): void {
    const same = this.#open.find(({ start }) => start === glyph.start);
    const told =
      same !== undefined && same.name === glyph.name && same.deep === glyph.deep && same.spikes === glyph.spikes;
    const within = ({ start }: Glyph) => start === glyph.start || (start > glyph.start && start < glyph.end);
    this.#open = this.#open.filter((open) => !within(open));
    const at = this.#open.findIndex(({ start }) => start > glyph.start);
    this.#open.splice(at < 0 ? this.#open.length : at, 0, glyph);
    if (!told) this.#tell({ phase: same !== undefined && outgrows(glyph, same) ? "upgrade" : "open", glyph });
  }

  save(): Saved {
    const row = ({ name, start, end, spikes, amplitude, decided, deep }: Glyph) => {
      return [GLYPHS.indexOf(name), start, end, spikes, amplitude, decided, deep ? 1 : 0];
    };
    return { open: packRows(this.#open.map(row)) };
  }

  /** Takes up what `save` gave; false when that is something else. */
  restore(saved: Saved, electrode: string): boolean {
    const rows = unpackRows(saved.open, 7) as [number, number, number, number, number, number, number][] | undefined;
    if (rows === undefined || rows.some(([name]) => GLYPHS[name] === undefined)) return false;
    this.#open = rows.map(([name, start, end, spikes, amplitude, decided, deep]) => {
      const glyph = { electrode, name: GLYPHS[name]!, start, end, spikes, amplitude, decided };
      return deep === 1 ? { ...glyph, deep: true } : glyph;
    });
    return true;
  }

  /** This is certain. */
  settled(glyph: Glyph): void {
    this.goesOn(glyph);
    this.#open = this.#open.filter(({ start }) => start >= glyph.end);
    this.#tell({ phase: "close", glyph });
  }
}
