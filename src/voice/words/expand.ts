import {
  type Alternative,
  type Facts,
  type Grammar,
  isFact,
  slotsOf,
  TRAIT_NAMES,
  type Trait,
  type Traits,
} from "./grammar.js";

/** A rule that leads to itself is followed no deeper. */
const DEEPEST = 8;

/**
 * Makes text of a grammar's rules. Of the alternatives that fit the moment, and of which all facts are known, one is drawn of those that were
 * used least, the more particular ones more often: what fits this moment alone is said before what fits any.
 */
export class Expander {
  readonly #rules: Grammar["rules"];
  readonly #used = new Map<Alternative, number>();

  constructor({ rules }: Pick<Grammar, "rules">) {
    this.#rules = rules;
  }

  /** Undefined where nothing fits. @param draw uniform in [0, 1) */
  expand(rule: string, facts: Facts, traits: Traits, draw: () => number, depth = 0): string | undefined {
    if (depth > DEEPEST) return undefined;
    const fits = (this.#rules[rule] ?? []).filter((one) => this.#fits(one, facts, traits));
    if (fits.length === 0) return undefined;
    const least = Math.min(...fits.map((one) => this.#uses(one)));
    const chosen = drawn(
      fits.filter((one) => this.#uses(one) === least),
      draw(),
    );
    this.#used.set(chosen, this.#uses(chosen) + 1);
    let text = chosen.say;
    for (const slot of slotsOf(chosen.say)) {
      const filled = isFact(slot) ? facts[slot] : this.expand(slot, facts, traits, draw, depth + 1);
      if (filled === undefined) return undefined;
      text = text.replace(`{${slot}}`, () => filled);
    }
    return text;
  }

  #fits({ say, when }: Alternative, facts: Facts, traits: Traits): boolean {
    const known = slotsOf(say).every((slot) => !isFact(slot) || facts[slot] !== undefined);
    return known && asked(when).every(([trait, values]) => values.includes(traits[trait] ?? ""));
  }

  #uses(one: Alternative): number {
    return this.#used.get(one) ?? 0;
  }
}

function asked(when: Alternative["when"]): (readonly [Trait, readonly string[]])[] {
  return TRAIT_NAMES.flatMap((trait) => {
    const values = when[trait];
    return values === undefined ? [] : [[trait, values] as const];
  });
}

function drawn(alternatives: readonly Alternative[], chance: number): Alternative {
  const weights = alternatives.map(({ say, when }) => 1 + 2 * asked(when).length + slotsOf(say).length / 2);
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return alternatives[i]!;
  }
  return alternatives.at(-1)!;
}

/** Each sentence with a capital. */
export function capitalised(text: string): string {
  return text.replace(/(^|[.!?]\s+)(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
