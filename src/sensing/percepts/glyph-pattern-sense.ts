import type { Electrode } from "../../domain/electrode.js";
import type { GlyphChange } from "../../domain/glyph.js";
import type { Match } from "../../domain/glyph-pattern/match.js";
import { PatternSet } from "../../domain/glyph-pattern/pattern-set.js";
import { printGlyphPattern } from "../../domain/glyph-pattern/print.js";
import type { GlyphPattern } from "../../domain/glyph-pattern.js";
import { type GlyphSettings, USUAL_GLYPHS } from "../../domain/glyph-settings.js";
import type { Noticed } from "../../domain/percept.js";
import { roundTime, type Seconds } from "../../domain/time.js";
import { intensity } from "./percepts.js";

interface Known {
  readonly control: boolean;
  readonly settings: GlyphSettings;
}

/**
 * Listens to the glyphs of all electrodes for the patterns of the card, and notices each match: source `glyphs`, type `pattern`. A
 * pattern that ends with something lasting, such as `silence>=2h`, is noticed while it lasts, and not again when it ends. After a
 * restart it begins anew: of a match that was under way only what is told from then on counts.
 */
export class GlyphPatternSense {
  #waited: readonly string[] = [];
  #patterns = new PatternSet([]);
  readonly #notice: (noticed: Noticed) => void;
  readonly #electrodes = new Map<string, Known>();

  constructor(patterns: readonly GlyphPattern[], notice: (noticed: Noticed) => void) {
    this.#notice = notice;
    this.waitFor(patterns);
  }

  /** Waits for these from now on; where they are others, what was under way begins anew. */
  waitFor(patterns: readonly GlyphPattern[]): void {
    // Two reflexes may wait for the same: one percept is enough, and its one way to be written is what they know it by.
    const byText = new Map(patterns.map((pattern) => [printGlyphPattern(pattern), pattern]));
    const waited = [...byText.keys()];
    if (waited.join("\n") === this.#waited.join("\n")) return;
    this.#waited = waited;
    this.#patterns = new PatternSet([...byText].map(([text, pattern]) => ({ ...pattern, text })));
  }

  /** So that a percept's intensity fits the kind of life of its electrode, and a control's is marked. */
  addElectrode(electrode: Electrode, settings: GlyphSettings = USUAL_GLYPHS[electrode.profile]): void {
    this.#electrodes.set(electrode.name, { control: electrode.control, settings });
  }

  /** Everything that is told of an electrode's glyphs, in order: while they last, and their close. */
  onGlyphChange(change: GlyphChange): void {
    for (const match of this.#patterns.hear(change)) this.#notice(this.#percept(match));
  }

  /** How far some electrode must be heard for `advance` to be worth calling; infinity while nothing that lasts is waited for. */
  get due(): Seconds {
    return this.#patterns.due;
  }

  /** All is heard and decided on that electrode up to `until`: what goes on there lasts so long by now. */
  advanceTo(electrode: string, until: Seconds): void {
    if (until < this.#patterns.due) return;
    for (const match of this.#patterns.advance(electrode, until)) this.#notice(this.#percept(match));
  }

  /** Its intensity is that of its length alone (see `intensity`). A pattern that a control electrode has part in is no sign of life. */
  #percept({ text, start, end, electrodes, decided }: Match): Noticed {
    const known = electrodes.map((name) => this.#electrodes.get(name));
    return {
      source: "glyphs",
      type: "pattern",
      intensity: intensity(0, end - start, known[0]?.settings ?? USUAL_GLYPHS.fungus),
      at: decided,
      tags: known.some((electrode) => electrode?.control) ? ["control"] : [],
      data: { pattern: text, electrodes, start: roundTime(start), end: roundTime(end) },
    };
  }
}
