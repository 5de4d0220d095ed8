import type { GlyphChange } from "../../domain/glyph.js";
import type { Match } from "../../domain/glyph-pattern/match.js";
import { parseGlyphPattern } from "../../domain/glyph-pattern/parse.js";
import { PatternSet } from "../../domain/glyph-pattern/pattern-set.js";
import type { GlyphPattern } from "../../domain/glyph-pattern.js";
import type { Seconds } from "../../domain/time.js";

/** What wakes the reader beside its ear when nothing else is said: the seed's own sequence. */
export const USUAL_WAKE_PATTERNS: readonly GlyphPattern[] = ["pause burst pause"].map(parseGlyphPattern);

/**
 * The reader is silent until a glyph pattern calls it. One that ends with something lasting (`silence>=2h`) calls while it lasts, and
 * not again when it ends.
 */
export class WakeRules {
  readonly #patterns: PatternSet;

  constructor(patterns: readonly GlyphPattern[] = USUAL_WAKE_PATTERNS) {
    this.#patterns = new PatternSet(patterns);
  }

  /** Takes what is told of a glyph, while it lasts and when it closes; gives the first pattern that ends there, if any. */
  onGlyphChange(change: GlyphChange): Match | undefined {
    return this.#patterns.hear(change)[0];
  }

  /** How far some electrode must be heard for `advanceElectrode` to be worth calling. */
  get due(): Seconds {
    return this.#patterns.due;
  }

  /** All is heard and decided on that electrode up to `until`. */
  advanceElectrode(electrode: string, until: Seconds): Match | undefined {
    return this.#patterns.advance(electrode, until)[0];
  }
}
