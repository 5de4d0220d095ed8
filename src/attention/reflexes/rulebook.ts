import type { Reflex } from "../../domain/reflex.js";
import { type Conditions, conditionsToEndQuiet, conditionsToFire } from "./conditions.js";

/** A reflex that a percept may concern. */
export interface Rule {
  readonly reflex: Reflex;
  readonly conditions: Conditions;
  /** `fires`: it acts on the percept. `hushed`: the percept ends the quiet that it waits for. */
  readonly role: "fires" | "hushed";
}

/** So many pairs of source and type are remembered. A node knows a hundred or two; neighbours may tell of more. */
const MOST_PAIRS = 2048;

/**
 * The reflexes of a card, made ready once. Which of them may be concerned hangs on a percept's source and type alone, and those
 * come again and again: so a percept that concerns none costs two look-ups, however many reflexes there are.
 */
export class Rulebook {
  readonly daily: readonly Reflex[];
  readonly quiet: readonly Reflex[];
  readonly #rules: readonly Rule[];
  #pairs = 0;
  readonly #found = new Map<string, Map<string, readonly Rule[]>>();

  constructor(reflexes: readonly Reflex[]) {
    this.daily = reflexes.filter((reflex) => reflex.when.daily !== undefined);
    this.quiet = reflexes.filter((reflex) => reflex.when.quietFor !== undefined);
    this.#rules = reflexes.flatMap((reflex): Rule[] => {
      const fires: Rule = { reflex, conditions: conditionsToFire(reflex), role: "fires" };
      if (reflex.when.quietFor === undefined) return [fires];
      return [fires, { reflex, conditions: conditionsToEndQuiet(reflex), role: "hushed" }];
    });
  }

  /** In the order of the card. */
  rulesFor(source: string, type: string): readonly Rule[] {
    const found = this.#found.get(source)?.get(type);
    if (found !== undefined) return found;
    const rules = this.#rules.filter(({ conditions }) => conditions.mayMatch(source, type));
    if (++this.#pairs > MOST_PAIRS) {
      this.#found.clear();
      this.#pairs = 1;
    }
    const ofSource = this.#found.get(source) ?? new Map<string, readonly Rule[]>();
    this.#found.set(source, ofSource.set(type, rules));
    return rules;
  }
}

/** What was made ready of a list of reflexes; it goes when the list goes, and changes no decision. */
const BOOKS = new WeakMap<readonly Reflex[], Rulebook>();

export function rulebookOf(reflexes: readonly Reflex[]): Rulebook {
  let book = BOOKS.get(reflexes);
  if (book === undefined) {
    book = new Rulebook(reflexes);
    BOOKS.set(reflexes, book);
  }
  return book;
}
