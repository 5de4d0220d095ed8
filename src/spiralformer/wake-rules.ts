import type { Glyph } from "../domain/glyph.js";
import type { Match } from "../domain/glyph-pattern/match.js";
import { parseGlyphPattern } from "../domain/glyph-pattern/parse.js";
import type { GlyphPattern } from "../domain/glyph-pattern/pattern.js";
import { PatternSet } from "../domain/glyph-pattern/pattern-set.js";

/** What wakes the reader when nothing else is said: the seed's own sequence, and life that comes in groups. */
export const USUAL_WAKE_PATTERNS: readonly GlyphPattern[] = [
  "pause burst pause",
  "(silence|pause) (burst|train)",
  "spike{3,}",
  "artefact",
].map(parseGlyphPattern);

/** The reader is silent until a glyph pattern calls it. */
export class WakeRules {
  readonly #patterns: PatternSet;

  constructor(patterns: readonly GlyphPattern[] = USUAL_WAKE_PATTERNS) {
    this.#patterns = new PatternSet(patterns);
  }

  /** Takes a closed glyph; gives the first pattern that ends with it, if any. */
  hear(glyph: Glyph): Match | undefined {
    return this.#patterns.push(glyph)[0];
  }
}
