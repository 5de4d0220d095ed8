import { GLYPHS, type Glyph, type GlyphName } from "../domain/glyph.js";
import type { Seconds } from "../domain/time.js";

/** Of each electrode so many are kept. */
const KEPT = 24;
/** So many tell what led to a line. */
const TOLD = 4;

/** The latest closed glyphs of each electrode. */
export class LatestGlyphs {
  readonly #glyphs = new Map<string, readonly Glyph[]>();

  add(glyph: Glyph): void {
    if (glyph.name === "stir") return; // the model's own
    this.#glyphs.set(glyph.electrode, [...(this.#glyphs.get(glyph.electrode) ?? []).slice(1 - KEPT), glyph]);
  }

  /** In what the electrode was at that time; where that is not closed yet, in what it is now (index in GLYPHS). */
  at(electrode: string, at: Seconds, now: number | undefined): GlyphName {
    const closed = this.#glyphs.get(electrode)?.findLast(({ start, end }) => start <= at && at < end)?.name;
    const open = now === undefined ? undefined : GLYPHS[now];
    const name = closed ?? open;
    // A spike can be over and its silence have begun, before its own glyph is closed.
    return name === "burst" || name === "train" || name === "drift" ? name : "spike";
  }

  /** The names of the last few, oldest first. */
  of(electrode: string): GlyphName[] {
    return (this.#glyphs.get(electrode) ?? []).slice(-TOLD).map(({ name }) => name);
  }
}
