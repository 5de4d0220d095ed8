import type { JsonSchema } from "../../src/config/card-schemas.js";

interface Field {
  /** As it is reached from the top: `phases.inhale_s`, `devices[].name`. */
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isNeeded: boolean;
}

/** Longer defaults stand below the table. */
const LONGEST_DEFAULT = 60;

/**
 * What is written for a reader who never saw a schema: a row of each field, nested ones by their path.
 * @param needed what is said of a field that cannot be left out
 */
export function fieldTable(schema: JsonSchema, needed: string): string {
  const fields = fieldsOf(schema, "");
  const rows = fields.map(
    ({ path, schema: field, isNeeded }) =>
      `| \`${path}\` | ${cell(valuesOf(field))} | ${isNeeded ? needed : defaultOf(field)} | ${cell(meaningOf(field))} |`,
  );
  const long = fields.filter(({ schema: { default: usual } }) => usual !== undefined && isLong(usual));
  const below = long.map(
    ({ path, schema: { default: usual } }) =>
      `Without \`${path}\`:\n\n\`\`\`json\n${JSON.stringify(usual, undefined, 1)}\n\`\`\``,
  );
  return [["| field | is | without it | |", "|---|---|---|---|", ...rows].join("\n"), ...below].join("\n\n");
}

/** Fields of an object and of the objects in it; forms that are told apart by a `kind` get a table of their own elsewhere. */
function fieldsOf(schema: JsonSchema, own: string): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (name === "$schema") return [];
    const path = own === "" ? name : `${own}.${name}`;
    const isNeeded = schema.required?.includes(name) === true && field.default === undefined;
    return [{ path, schema: field, isNeeded }, ...below(field, path)];
  });
}

function below(field: JsonSchema, path: string): readonly Field[] {
  const { items, additionalProperties: others } = field;
  if (items?.properties !== undefined) return fieldsOf(items, `${path}[]`);
  if (typeof others === "object" && others.properties !== undefined) return fieldsOf(others, `${path}.<name>`);
  return fieldsOf(field, path);
}

/** `a number, 0 to 86400`, `one of …`. */
export function valuesOf(schema: JsonSchema): string {
  const { type, enum: words, const: only, anyOf, oneOf, items } = schema;
  if (only !== undefined) return code(only);
  if (words !== undefined) return words.map(code).join(", ");
  const either = anyOf ?? oneOf;
  if (either !== undefined) return kindsIn(either) ?? either.map(valuesOf).join(", or ");
  if (type === "array") return `a list${items === undefined ? "" : ` of ${valuesOf(items)}`}`;
  if (type === "object") return "a group";
  if (type === "integer" || type === "number")
    return [type === "integer" ? "a whole number" : "a number", bounds(schema)].filter(Boolean).join(", ");
  if (type === "null") return "`null`";
  if (type === "boolean") return "true or false";
  return type === "string" ? "text" : "anything";
}

/** `0 to 86400`, `more than 0`; empty where there are none that a person could meet. */
function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  // Of whole numbers that have none, zod says how far JavaScript counts.
  const met = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
  const least = met(minimum ?? exclusiveMinimum);
  const most = met(maximum ?? exclusiveMaximum);
  const from = exclusiveMinimum === undefined ? `${least}` : `more than ${least}`;
  if (least === undefined) return most === undefined ? "" : `${most} at most`;
  if (most !== undefined) return `${from} to ${most}`;
  return exclusiveMinimum === undefined ? `${least} or more` : from;
}

/** Forms that their `kind` tells apart. */
function kindsIn(forms: readonly JsonSchema[]): string | undefined {
  const kinds = forms.map((form) => form.properties?.kind?.const);
  return kinds.every((kind) => kind !== undefined) ? `a group by its kind: ${kinds.map(code).join(", ")}` : undefined;
}

function meaningOf({ description = "", examples }: JsonSchema): string {
  const example = examples?.[0];
  if (example === undefined) return description;
  const sentence = description === "" || /[.…]$/.test(description) ? description : `${description}.`;
  return `${sentence} Such as ${code(example)}.`.trim();
}

function defaultOf({ default: usual }: JsonSchema): string {
  if (usual === undefined) return "";
  return isLong(usual) ? "what stands below" : cell(code(usual));
}

function isLong(usual: unknown): boolean {
  return JSON.stringify(usual).length > LONGEST_DEFAULT;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
