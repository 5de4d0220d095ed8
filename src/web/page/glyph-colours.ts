import type { GlyphName } from "../../domain/glyph.js";

/** Okabe and Ito's palette, which eyes of all kinds tell apart; quiet is pale, what was not measured is empty. */
export const GLYPH_COLOURS: Readonly<Record<GlyphName, string>> = {
  burst: "#d55e00",
  train: "#e69f00",
  spike: "#cc79a7",
  drift: "#f0e442",
  settling: "#009e73",
  artefact: "#7f7f7f",
  silence: "#0072b2",
  pause: "#56b4e9",
  rest: "#bfdff2",
  stir: "#000000",
  unheard: "transparent",
  gap: "transparent",
};
