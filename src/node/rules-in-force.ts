import type { AttentionRules } from "../attention/state/state.js";
import type { GlyphPattern } from "../domain/glyph-pattern.js";

/** The rules that attention goes by. A changed card may bring others while the node runs: who goes by them asks each time. */
export class RulesInForce {
  #current: AttentionRules;
  readonly #listeners: (() => void)[] = [];

  constructor(rules: AttentionRules) {
    this.#current = rules;
  }

  get current(): AttentionRules {
    return this.#current;
  }

  /** Patterns of glyphs that reflexes wait for. */
  get patterns(): readonly GlyphPattern[] {
    return this.#current.reflexes.flatMap(({ when }) => (when.glyphs ? [when.glyphs] : []));
  }

  /** From now on `listener` hears of other rules, for what it made ready of the old ones. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  takeUp(rules: AttentionRules): void {
    this.#current = rules;
    for (const listener of this.#listeners) listener();
  }
}
