import type { z } from "zod";
import { nearest } from "../domain/spelling.js";
import type { JsonSchema } from "./card-schemas.js";
import { ID_PATTERN } from "./schemas/common.js";
import { valueAt } from "./written/content.js";
import { type Problem, printPath, quoted } from "./written/problem.js";

/** Messages that zod makes by itself begin so; every other one was written by a schema and is used as it stands. */
const ZODS_OWN = /^(Invalid|Too (small|big)|Unrecognized|Not a)/;

/** An example that fills the screen helps nobody; `andas schema` shows it. */
const LONGEST_EXAMPLE = 120;

/**
 * Says in a sentence what is wrong and what would be right. The issue gives the place; what stands there comes from the file
 * and what should stand there from its JSON Schema, so that every field is explained in the same words everywhere.
 */
export function problemsOf(issue: z.core.$ZodIssue, file: string, written: unknown, schema: JsonSchema): Problem[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(schemaAt(schema, written, path).properties ?? {});
    return issue.keys.map((key) => ({ file, path: printPath([...path, key]), message: unknownKey(key, known) }));
  }
  // Of several forms, what is wrong with the one that was meant says more than that none fits.
  const meant = issue.code === "invalid_union" ? issue.errors.find((issues) => !issues.some(isWrongShape)) : undefined;
  if (meant !== undefined)
    return meant.flatMap((inner) => problemsOf({ ...inner, path: [...path, ...inner.path] }, file, written, schema));
  const message = ZODS_OWN.test(issue.message)
    ? wrongValue(valueAt(written, path), schemaAt(schema, written, path))
    : issue.message;
  return [{ file, path: printPath(path), message }];
}

/** The whole is of another type than that form. */
function isWrongShape(issue: z.core.$ZodIssue): boolean {
  return issue.code === "invalid_type" && issue.path.length === 0;
}

export function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  if (meant !== undefined) return `is not known here; did you mean "${meant}"?`;
  return known.length === 0 ? "is not known here; leave it out" : `is not known here; known are ${known.join(", ")}`;
}

/** `is the text "120"; write a number from 0 to 86400, such as 120` */
export function wrongValue(value: unknown, schema: JsonSchema): string {
  const allowed = allowedValues(schema);
  if (typeof value === "string" && allowed !== undefined) {
    const meant = nearest(value, allowed.map(String));
    if (meant !== undefined) return `${found(value)}; did you mean "${meant}"?`;
  }
  if (Array.isArray(value) && isList(schema)) return wrongLength(value.length, schema);
  return `${found(value)}; write ${right(schema)}`;
}

/** `is an empty list; write 1 to 16 in it, such as ["03:00"]` */
function wrongLength(length: number, schema: JsonSchema): string {
  const { minItems = 0, maxItems } = schema;
  const most = maxItems === undefined ? " or more" : ` to ${maxItems}`;
  return `${length === 0 ? "is an empty list" : `is a list of ${length}`}; write ${minItems}${most} in it${such(schema)}`;
}

/** What stands on the card, in a few words. */
function found(value: unknown): string {
  if (value === undefined) return "is missing";
  if (value === null) return "is null";
  if (value === "") return "is an empty text";
  if (typeof value === "string") return `is the text ${quoted(value)}`;
  if (typeof value === "number") return `is the number ${value}`;
  if (Array.isArray(value)) return "is a list";
  return typeof value === "object" ? "is an object" : `is ${String(value)}`;
}

/** What should stand there, with an example where the schema knows one. */
function right(schema: JsonSchema): string {
  const allowed = allowedValues(schema);
  if (allowed !== undefined) return orList(allowed.map((value) => JSON.stringify(value)));
  return `${kindOf(schema)}${such(schema)}`;
}

/** `, such as 120` */
function such(schema: JsonSchema): string {
  const example = schema.examples?.[0] ?? schema.default;
  if (example === undefined || isEmptyObject(example)) return "";
  // Where one may stand alone or several in a list, the example is the one.
  const text = JSON.stringify(isList(schema) && !Array.isArray(example) ? [example] : example);
  return text.length > LONGEST_EXAMPLE ? "" : `, such as ${text}`;
}

function kindOf(schema: JsonSchema): string {
  switch (schema.type ?? (schema.oneOf || schema.properties ? "object" : undefined)) {
    case "number":
      return `a number${range(schema)}`;
    case "integer":
      return `a whole number${range(schema)}`;
    case "boolean":
      return "true or false";
    case "string":
      if (schema.pattern === ID_PATTERN.source) return `small letters, digits and hyphens, ${schema.maxLength} at most`;
      return `a text in double quotes${schema.maxLength === undefined ? "" : ` of 1 to ${schema.maxLength} letters`}`;
    case "array":
      return "a list in [brackets]";
    case "object":
      return "an object in {braces}";
    default:
      return schema.anyOf?.some(isList) ? "an object in {braces} or a list in [brackets]" : "another value";
  }
}

function isList({ type }: JsonSchema): boolean {
  return type === "array";
}

function range(schema: JsonSchema): string {
  const from = bound(schema.minimum, "from") ?? bound(schema.exclusiveMinimum, "above");
  const to = bound(schema.maximum, "to") ?? bound(schema.exclusiveMaximum, "below");
  return [from, to].map((words) => (words === undefined ? "" : ` ${words}`)).join("");
}

/** Whole numbers are bounded by what a float can hold: nobody needs to read that. Nor more than three digits of a fraction. */
function bound(value: number | undefined, word: string): string | undefined {
  if (value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER) return undefined;
  return `${word} ${Number.isInteger(value) ? value : Number(value.toPrecision(3))}`;
}

function allowedValues(schema: JsonSchema): readonly unknown[] | undefined {
  return schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The schema of what stands at `path`; of several forms the one whose `kind` (or other fixed field) fits what was written. */
function schemaAt(schema: JsonSchema, written: unknown, path: readonly PropertyKey[]): JsonSchema {
  let here = schema;
  for (const [depth, step] of path.entries()) {
    here = formOf(here, valueAt(written, path.slice(0, depth)), step);
    here = (typeof step === "number" ? here.items : property(here, step)) ?? {};
  }
  return { ...here, ...formOf(here, valueAt(written, path), undefined) };
}

/** Of a schema that has several forms, the one that was meant; forms may have forms of their own. */
function formOf(schema: JsonSchema, value: unknown, step: PropertyKey | undefined): JsonSchema {
  const forms = schema.oneOf ?? schema.anyOf;
  if (forms === undefined) return schema;
  const shaped = forms.filter((form) => isList(form) === Array.isArray(value));
  const [only] = shaped;
  return only !== undefined && shaped.length === 1 ? formOf(only, value, step) : formFor(forms, value, step);
}

function formFor(forms: readonly JsonSchema[], value: unknown, step: PropertyKey | undefined): JsonSchema {
  const fits = forms.find((form) =>
    Object.entries(form.properties ?? {}).every(([k, p]) => p.const === undefined || valueAt(value, [k]) === p.const),
  );
  if (fits !== undefined || step === undefined) return fits ?? {};
  // None fits: what is asked for is the fixed field itself, which may be any that one of the forms has.
  const fixed = forms.flatMap((form) => property(form, step)?.const ?? []);
  const first = forms.map((form) => property(form, step)).find((schema) => schema !== undefined) ?? {};
  return { properties: { [step]: fixed.length > 0 ? { enum: fixed } : first } };
}

function property(schema: JsonSchema, step: PropertyKey): JsonSchema | undefined {
  const { properties } = schema;
  return properties !== undefined && Object.hasOwn(properties, step) ? properties[String(step)] : undefined;
}
