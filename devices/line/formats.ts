import { unitIn } from "../recording/format/units.js";
import { cellsOf, isMissing, isNumber } from "./rows.js";

/** How a line may be written. */
export const FORMATS = ["csv", "key-value", "json", "pattern"] as const;
export type FormatName = (typeof FORMATS)[number];

/** How the values of a line are found in it. */
export interface LineFormat {
  /** Names and values where a line carries both; undefined where it is not written so, or carries values alone (`csv`). */
  fields(text: string): ReadonlyMap<string, string> | undefined;
  /** The values in the order of `names`, empty where one is missing; undefined where none of them is there. */
  cells(text: string, names: readonly string[]): readonly string[] | undefined;
}

/** @param pattern a regular expression with named groups, for `pattern` */
export function formatOf(name: FormatName, pattern = ""): LineFormat {
  if (name === "csv") return CSV;
  if (name === "key-value") return named(fieldsOfPairs);
  if (name === "json") return named(fieldsOfJson);
  const expression = new RegExp(pattern);
  return named((text) => {
    const groups = expression.exec(text)?.groups;
    return groups === undefined ? undefined : new Map(Object.entries(groups).map(([key, value]) => [key, value ?? ""]));
  });
}

/** The names of the groups in a regular expression; undefined when it is none. */
export function groupsOf(pattern: string): readonly string[] | undefined {
  try {
    // With an empty alternative everything matches, and every group is named.
    return Object.keys(new RegExp(`${pattern}|`).exec("")?.groups ?? {});
  } catch {
    return undefined;
  }
}

/** A line of numbers by name, whose names can be learnt from it: nothing but numbers and missing values counts. */
export function namesIn(fields: ReadonlyMap<string, string>): readonly string[] {
  return [...fields].filter(([, value]) => isNumber(value) || isMissing(value)).map(([name]) => name);
}

const CSV: LineFormat = {
  fields: () => undefined,
  cells: (text) => {
    const cells = cellsOf(text);
    return cells.length > 0 ? cells : undefined;
  },
};

function named(fields: LineFormat["fields"]): LineFormat {
  return {
    fields,
    cells(text, names) {
      const found = fields(text);
      if (found === undefined) return undefined;
      // `e1 (V)` on the card is the key `e1`, unless there is one that is written so.
      const cells = names.map((name) => found.get(name) ?? found.get(unitIn(name).less.trim()));
      return cells.some((cell) => cell !== undefined) ? cells.map((cell) => cell ?? "") : undefined;
    },
  };
}

const PAIR = /([\p{L}_][^\s=:,;]*)\s*[=:]\s*([^\s,;]*)/gu;

/** `e1=1.5 e2=-3`, `e1: 1.5, e2: -3`. */
function fieldsOfPairs(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map([...text.matchAll(PAIR)].map(([, key = "", value = ""]) => [key, value]));
  return fields.size > 0 ? fields : undefined;
}

/** An object on a line: `{"e1":1.5,"soil":{"t":12.5},"pair":[1,2]}` has e1, soil.t, pair.0 and pair.1. */
function fieldsOfJson(text: string): ReadonlyMap<string, string> | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  const fields = new Map<string, string>();
  try {
    gather(JSON.parse(text), "", fields);
  } catch {
    return undefined; // half a line, or none
  }
  return fields.size > 0 ? fields : undefined;
}

function gather(value: unknown, name: string, into: Map<string, string>): void {
  if (typeof value === "object" && value !== null)
    for (const [key, inside] of Object.entries(value)) gather(inside, name === "" ? key : `${name}.${key}`, into);
  else into.set(name, value === null ? "" : String(value));
}
