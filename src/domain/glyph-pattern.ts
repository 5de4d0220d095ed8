import { AndasError } from "./errors.js";
import { GLYPHS, type GlyphName, isGlyphName } from "./glyph.js";

/** A sequence of glyphs of one electrode, one after the other: `pause burst pause`. A `|` between names allows either. */
export interface GlyphPattern {
  readonly text: string;
  readonly steps: readonly (readonly GlyphName[])[];
}

/** @throws AndasError `config` that names the word and its position (from 1) */
export function parseGlyphPattern(text: string): GlyphPattern {
  const steps: GlyphName[][] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    steps.push(
      word.split("|").map((name) => {
        if (isGlyphName(name)) return name;
        throw new AndasError(
          "config",
          `glyph pattern "${text}", character ${index + 1}: no glyph "${name}"; there are ${GLYPHS.join(", ")}`,
        );
      }),
    );
  }
  if (steps.length === 0)
    throw new AndasError("config", `a glyph pattern is empty; write names of glyphs, such as "pause burst pause"`);
  return { text, steps };
}

/** Follows one electrode's glyphs. Holds a bit for each step of the pattern, so that a glyph costs a few operations. */
export class GlyphMatcher {
  readonly pattern: GlyphPattern;
  /** Bit i: the last i + 1 glyphs fit the first i + 1 steps. */
  #fits = 0;

  constructor(pattern: GlyphPattern) {
    this.pattern = pattern;
  }

  /** Takes the next glyph; true when the pattern ends with it. */
  push(name: GlyphName): boolean {
    let fits = 0;
    const { steps } = this.pattern;
    for (let i = 0; i < steps.length; i++) {
      const reached = i === 0 || (this.#fits & (1 << (i - 1))) !== 0;
      if (reached && steps[i]?.includes(name)) fits |= 1 << i;
    }
    this.#fits = fits;
    return (fits & (1 << (steps.length - 1))) !== 0;
  }
}
