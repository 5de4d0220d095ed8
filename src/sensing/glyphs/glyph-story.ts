import { GLYPHS, type Glyph, type GlyphChange, outgrows } from "../../domain/glyph.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/**
 * Remembers what was told of an electrode's glyphs while they last, and tells what is new: `open`, `upgrade`, `close`. What is
 * open follows each other in time; the last is what is going on now, those before it only wait to be settled.
 */
export class GlyphStory implements Persistent {
  readonly #blank: Glyph;
  readonly #tell: (change: GlyphChange) => void;
  #open: Glyph[] = [];

  constructor(electrode: string, tell: (change: GlyphChange) => void) {
    this.#blank = { electrode, name: "rest", start: 0, end: 0, spikes: 0, amplitude: 0, decided: 0 };
    this.#tell = tell;
  }

  /** What is going on now; undefined before the first sample. */
  get current(): Glyph | undefined {
    return this.#open.at(-1);
  }

  /** This goes on, or went on. Told once; what was open within its time was part of it. */
  show(glyph: Glyph): void {
    const same = this.#open.find(({ start }) => start === glyph.start);
    const told =
      same !== undefined && same.name === glyph.name && same.deep === glyph.deep && same.spikes === glyph.spikes;
    const within = ({ start }: Glyph) => start === glyph.start || (start > glyph.start && start < glyph.end);
    this.#open = this.#open.filter((open) => !within(open));
    const at = this.#open.findIndex(({ start }) => start > glyph.start);
    this.#open.splice(at < 0 ? this.#open.length : at, 0, glyph);
    if (!told) this.#tell({ phase: same !== undefined && outgrows(glyph, same) ? "upgrade" : "open", glyph });
  }

  persist(snapshot: Snapshot): void {
    this.#open = snapshot.list("open", this.#open, this.#blank, persistGlyph);
  }

  /** This is certain. */
  close(glyph: Glyph): void {
    this.show(glyph);
    this.#open = this.#open.filter(({ start }) => start >= glyph.end);
    this.#tell({ phase: "close", glyph });
  }
}

function persistGlyph(item: Snapshot, glyph: Glyph): Glyph {
  const deep = item.flag("deep", glyph.deep === true);
  return {
    electrode: glyph.electrode,
    name: item.choice("name", GLYPHS, glyph.name),
    start: item.number("start", glyph.start),
    end: item.number("end", glyph.end),
    spikes: item.number("spikes", glyph.spikes),
    amplitude: item.number("amplitude", glyph.amplitude),
    decided: item.number("decided", glyph.decided),
    ...(deep && { deep }),
  };
}
