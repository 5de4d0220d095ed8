import { globMatches } from "../../domain/glob.js";
import { printGlyphPattern } from "../../domain/glyph-pattern/print.js";
import type { Json, Percept } from "../../domain/percept.js";
import type { Reflex, Trigger, ValueCondition } from "../../domain/reflex.js";
import { isBetween } from "./time-of-day.js";
import { CLOCK, QUIET, SCHEDULE } from "./time-percepts.js";

/** Where a glyph pattern that was heard is told, and as what. */
const GLYPHS = "glyphs";
const PATTERN = "pattern";

type OfPercept = Pick<Trigger, "source" | "type" | "tags" | "intensity" | "values" | "between">;

/** What must hold for one percept, made ready to be asked often. */
export class Conditions {
  readonly #when: OfPercept;
  readonly #values: readonly PreparedValue[];

  constructor(when: OfPercept) {
    this.#when = when;
    this.#values = (when.values ?? []).map((value) => ({ ...value, path: value.field.split(".") }));
  }

  /** Could any percept of that source and type fit? It is all that the globs have to say. */
  mayMatch(source: string, type: string): boolean {
    const { source: sources, type: types } = this.#when;
    return (sources === undefined || globMatches(sources, source)) && (types === undefined || globMatches(types, type));
  }

  /** Does a percept fit whose source and type were admitted? */
  match(percept: Percept): boolean {
    const { tags, intensity, between } = this.#when;
    if (intensity !== undefined && !(percept.intensity >= intensity)) return false;
    if (tags !== undefined && !tags.every((tag) => percept.tags.includes(tag))) return false;
    if (between !== undefined && !isBetween(percept.at, between)) return false;
    return this.#values.every((value) => holds(value, factOf(percept.data, value.path)));
  }
}

/**
 * What fires a reflex, as conditions on a percept, whatever it waits for: a glyph pattern that was heard, a time of day and a quiet
 * that has lasted long enough are percepts too. So there is one way into reflexes.
 */
export function conditionsToFire({ id, when }: Reflex): Conditions {
  const between = when.between && { between: when.between };
  if (when.glyphs !== undefined)
    return new Conditions({
      source: GLYPHS,
      type: PATTERN,
      values: [equal("pattern", printGlyphPattern(when.glyphs))],
      ...between,
    });
  if (when.daily === undefined && when.quietFor === undefined) return new Conditions(when);
  const type = when.daily === undefined ? QUIET : SCHEDULE;
  return new Conditions({ source: CLOCK, type, values: [equal("reflex", id)] });
}

/** What ends a quiet. The hours between which it may be told have no say in that. */
export function conditionsToEndQuiet({ when }: Reflex): Conditions {
  const { between: _, ...heard } = when;
  return new Conditions(heard);
}

type PreparedValue = ValueCondition & { readonly path: readonly string[] };

function equal(field: string, value: Json): ValueCondition {
  return { field, is: "equal-to", value };
}

/** What stands at `path`; undefined where there is nothing, and then no condition holds. */
function factOf(data: Json, path: readonly string[]): Json | undefined {
  let fact: Json | undefined = data;
  for (const step of path) {
    if (!hasFields(fact) || !Object.hasOwn(fact, step)) return undefined;
    fact = fact[step];
  }
  return fact;
}

/** A list too: its places are its fields. */
function hasFields(fact: Json | undefined): fact is { readonly [field: string]: Json } {
  return typeof fact === "object" && fact !== null;
}

function holds({ is, value }: ValueCondition, fact: Json | undefined): boolean {
  if (fact === undefined) return false;
  switch (is) {
    case "equal-to":
      return isSame(fact, value);
    case "other-than":
      return !isSame(fact, value);
    case "at-least":
      return isNumber(fact) && isNumber(value) && fact >= value;
    case "at-most":
      return isNumber(fact) && isNumber(value) && fact <= value;
    case "above":
      return isNumber(fact) && isNumber(value) && fact > value;
    case "below":
      return isNumber(fact) && isNumber(value) && fact < value;
  }
}

function isNumber(value: Json): value is number {
  return typeof value === "number";
}

function isSame(a: Json, b: Json): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
