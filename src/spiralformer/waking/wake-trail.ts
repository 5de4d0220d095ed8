import { GLYPHS, type GlyphName } from "../../domain/glyph.js";
import type { Slot } from "../slots/slot-maker.js";

/** So many glyphs are named as what led to a wake. */
const NAMED = 3;

/** What went on on each electrode lately, glyph after glyph: so that every wake names the sequence that caused it. */
export class WakeTrail {
  readonly #names: GlyphName[][];

  constructor(electrodes: number) {
    this.#names = Array.from({ length: electrodes }, () => []);
  }

  addSlot({ glyph }: Pick<Slot, "glyph">): void {
    for (const [electrode, names] of this.#names.entries()) {
      const name = GLYPHS[glyph[electrode]!]!;
      if (names.at(-1) === name) continue;
      names.push(name);
      if (names.length > NAMED) names.shift();
    }
  }

  /** `silence spike stir`: the latest glyphs of an electrode, and the ear's own. */
  leadingTo(electrode: number): string {
    return [...(this.#names[electrode] ?? []), "stir" satisfies GlyphName].join(" ");
  }
}
