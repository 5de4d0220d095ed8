import type { GlyphName } from "../../domain/glyph.js";

/** Something of each glyph, in the order of the alphabet. */
export function eachGlyph<T>(of: (name: GlyphName) => T): Record<GlyphName, T> {
  return {
    gap: of("gap"),
    unheard: of("unheard"),
    settling: of("settling"),
    artefact: of("artefact"),
    burst: of("burst"),
    train: of("train"),
    spike: of("spike"),
    drift: of("drift"),
    silence: of("silence"),
    pause: of("pause"),
    rest: of("rest"),
    stir: of("stir"),
  };
}
