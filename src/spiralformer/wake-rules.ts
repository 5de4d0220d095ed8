import type { Glyph } from "../domain/glyph.js";
import { GlyphMatcher, type GlyphPattern, parseGlyphPattern } from "../domain/glyph-pattern.js";

/** What wakes the reader when nothing else is said: the seed's own sequence, and life that comes in groups. */
export const USUAL_WAKE_PATTERNS: readonly GlyphPattern[] = [
  "pause burst pause",
  "silence|pause burst|train",
  "spike spike spike",
  "artefact",
].map(parseGlyphPattern);

/** The reader is silent until a glyph pattern on some electrode calls it. */
export class WakeRules {
  readonly #patterns: readonly GlyphPattern[];
  readonly #matchers = new Map<string, GlyphMatcher[]>();

  constructor(patterns: readonly GlyphPattern[] = USUAL_WAKE_PATTERNS) {
    this.#patterns = patterns;
  }

  /** Takes a closed glyph; gives the pattern that ends with it, if any. */
  hear(glyph: Glyph): GlyphPattern | undefined {
    let matchers = this.#matchers.get(glyph.electrode);
    if (matchers === undefined) {
      matchers = this.#patterns.map((pattern) => new GlyphMatcher(pattern));
      this.#matchers.set(glyph.electrode, matchers);
    }
    let woken: GlyphPattern | undefined;
    // Every matcher must hear every glyph, so no early end.
    for (const matcher of matchers) if (matcher.push(glyph.name)) woken ??= matcher.pattern;
    return woken;
  }
}
