import { namesHalf } from "../time/time-column.js";
import { namesTime, timeUnit } from "../time/time-units.js";
import type { CellLooker } from "./cell-kind.js";
import { cellsOf } from "./cells.js";
import type { Dialect } from "./dialect.js";
import { otherFrom, voltageFrom } from "./units.js";

/** What stands above the rows. */
export interface Head {
  /** Names by cell; empty where there is none. */
  readonly names: readonly string[];
  /** Units by cell, where a row says them. */
  readonly units: readonly string[];
  /** The first line, by its index, that may be a row. */
  readonly body: number;
  /** The line of the names, by its index; undefined where there are none. */
  readonly line: number | undefined;
}

/** Why there is no head: columns that nothing tells apart, or a header of another length. */
export interface NoHead {
  readonly line: number;
  /** Cells of the nearest line of text; 0 where there is none. */
  readonly cells: number;
}

/** A lone `#` in front of a separator is a name. */
const COMMENT = /^\s*(#(?!\s*[,;\t|])|%|\/\/|!|\*)+\s*/;
/** What a Campbell logger writes in its third row: how each value was made of many. */
const MADE = /^(avg|smp|min|max|std|tot|med|average|sample|samples|minimum|maximum|total|mean)$/i;
const UNIT_WORDS = /^(#|ts|rn|tmx?|utc|unitless|none|yyyy.*|hh:.*|dd[-/.]mm.*|mm[-/.]dd.*|iso.*|-+|n\/a)$/i;
const UNITS_LABEL = /unit|einheit|enhet|unidad|unité/i;
const RULE = /^[-=_+*.\s|]*$/;

/** A line that parts the header from the rows: `---,---`. */
function isRule(cells: readonly string[]): boolean {
  return cells.some((cell) => cell !== "") && cells.every((cell) => RULE.test(cell));
}

/** Names stand in a line of their own, or behind a comment sign; columns may be called nothing but their units. */
const PASSES = [
  { comments: false, units: false },
  { comments: true, units: false },
  { comments: false, units: true },
];

/** Finds names and units above the first row. `lines` hold no empty ones. */
export function headOf(lines: readonly string[], dialect: Dialect, looker: CellLooker): Head | NoHead {
  const rows = lines.map((line) => cellsOf(line, dialect.separator));
  const numeric = numericCells(rows, dialect.cells, looker);
  const first = rows.findIndex((cells) => isRow(cells, dialect.cells, numeric, looker));
  const until = first < 0 ? rows.length : first;
  for (const { comments, units } of PASSES) {
    for (let line = until - 1; line >= 0; line--) {
      const names = namesIn(lines[line]!, dialect, comments, numeric, looker);
      if (names === undefined || isUnits(names) !== units) continue;
      const fitted = fit(names, dialect, rows.slice(until), looker);
      if (fitted === undefined) continue;
      return { names: fitted, ...below(rows, line, until), line };
    }
  }
  if (isNameless(lines.slice(0, until), rows[until], looker))
    return { names: Array.from({ length: dialect.cells }, () => ""), units: [], body: until, line: undefined };
  const near = rows.slice(0, until).findLast((cells) => cells.length > 1);
  return { line: until, cells: near?.length ?? 0 };
}

/** Numbers and times alone need no names, if nothing stands above them that may be such. */
function isNameless(above: readonly string[], row: readonly string[] | undefined, looker: CellLooker): boolean {
  if (row === undefined || above.some((line) => /[,;|\t]/.test(line) && !COMMENT.test(line))) return false;
  const kinds = row.map((cell) => looker.kindOf(cell));
  // 1, 2, 3 are the names of channels.
  const counts = row.length > 1 && row.every((cell, i) => Number(cell) === i + Number(row[0]) && Number(row[0]) < 2);
  return kinds.includes("number") && !kinds.includes("text") && !counts;
}

/** Which cells hold numbers or times in most rows. */
function numericCells(rows: readonly (readonly string[])[], count: number, looker: CellLooker): boolean[] {
  const whole = rows.filter((cells) => cells.length === count).slice(-60);
  return Array.from({ length: count }, (_, cell) => {
    let good = 0;
    let text = 0;
    for (const cells of whole) {
      const kind = looker.kindOf(cells[cell]!);
      if (kind === "text") text++;
      else if (kind !== "empty") good++;
    }
    return good > 0 && good >= text;
  });
}

function isRow(cells: readonly string[], count: number, numeric: readonly boolean[], looker: CellLooker): boolean {
  if (cells.length !== count) return false;
  let any = false;
  for (const [cell, text] of cells.entries()) {
    if (!numeric[cell]) continue;
    const kind = looker.kindOf(text);
    if (kind === "text") return false;
    if (kind !== "empty") any = true;
  }
  return any;
}

/** The cells of a line that may be names; undefined where it holds units, numbers or nothing. */
function namesIn(line: string, dialect: Dialect, comments: boolean, numeric: readonly boolean[], looker: CellLooker) {
  if (COMMENT.test(line) !== comments) return undefined;
  const text = comments ? line.replace(COMMENT, "") : line;
  const cells = headerCells(text, dialect);
  const held = cells.filter((cell) => cell !== "");
  if (held.length === 0 || isMade(cells) || isRule(cells)) return undefined;
  const number = cells.findIndex((cell, i) => numeric[i] === true && cell !== "" && looker.kindOf(cell) === "number");
  const firstIsName =
    cells[0] !== "" && looker.kindOf(cells[0]!) === "text" && number > 0 && held.length === cells.length;
  const named = cells.filter((cell) => looker.kindOf(cell) === "text").length;
  if (number >= 0 && !(firstIsName && cells.slice(1).every((cell) => /^\d{1,3}$/.test(cell)) && cells.length > 2))
    return undefined;
  return named === 0 && number < 0 && held.some((cell) => looker.kindOf(cell) === "time") ? undefined : cells;
}

/** Between spaces, a name may hold some: then two part the names, or a unit in brackets belongs to what stands before it. */
function headerCells(line: string, { separator, cells: count }: Dialect): string[] {
  const cells = cellsOf(line, separator);
  if (separator !== " " || cells.length <= count) return cells;
  const apart = line.trim().split(/\s{2,}|\t/);
  if (apart.length === count) return apart;
  return cells.reduce<string[]>((joined, cell) => {
    if (/^[([]/.test(cell) && joined.length > 0) joined.push(`${joined.pop()} ${cell}`);
    else joined.push(cell);
    return joined;
  }, []);
}

/** The names for as many cells as rows have; undefined where they cannot be matched. */
function fit(
  names: readonly string[],
  { cells: count, separator }: Pick<Dialect, "cells" | "separator">,
  rows: readonly (readonly string[])[],
  looker: CellLooker,
): readonly string[] | undefined {
  const whole = rows.filter((cells) => cells.length === count);
  const half = separator === " " ? whole[0]?.findIndex(namesHalf) : undefined;
  if (half !== undefined && half > 0 && names.length < count) {
    const others = whole.map((cells) => cells.toSpliced(half, 1));
    const fitted = fit(names, { cells: count - 1, separator }, others, looker);
    return fitted?.toSpliced(half, 0, fitted[half - 1]!);
  }
  const held = names.findLastIndex((name) => name !== "") + 1;
  if (separator === " " && held > count) return joined(names, count);
  // A last name with nothing below it (LabVIEW's Comment) does no harm.
  if (held >= count) return held - count > 1 || (held > count && count < 2) ? undefined : names.slice(0, count);
  const empty = (cell: number) => whole.every((cells) => cells[cell] === "");
  if (Array.from({ length: count - held }, (_, i) => held + i).every(empty)) return padded(names.slice(0, held), count);
  if (names.length === count) return names; // the last has no name
  if (held !== count - 1 || whole.length === 0) return undefined;
  const every = (cell: number, test: (text: string) => boolean) => whole.every((cells) => test(cells[cell]!));
  const [first = "", ...others] = names;
  if (
    separator === " " &&
    every(0, (text) => looker.timeIn(text) === 1) &&
    every(1, (text) => looker.timeIn(text) === 2)
  )
    return [first, first, ...others];
  // Python's logging writes a comma before its milliseconds.
  if (separator === "," && every(0, (text) => looker.timeIn(text) === 3) && every(1, (text) => /^\d{3}$/.test(text)))
    return [first, "millisecond", ...others];
  // R writes no name above its row numbers.
  if (
    every(0, (text) => /^\d+$/.test(text)) &&
    (separator !== "," || whole.some((cells) => cells.some((cell) => cell.includes(".")))) && // else: decimal commas
    new Set(whole.map((cells) => cells[0])).size === whole.length &&
    whole.length > 1
  )
    return ["", ...names.slice(0, held)];
  return undefined;
}

/** Names of as many words each, behind those of the time: `time left probe right probe`. */
function joined(words: readonly string[], count: number): string[] | undefined {
  const times = words.findIndex((word) => !namesTime(word));
  const each = (words.length - times) / (count - times);
  if (times < 0 || !Number.isInteger(each)) return undefined;
  const names = Array.from({ length: count - times }, (_, i) => words.slice(times + i * each, times + (i + 1) * each));
  return [...words.slice(0, times), ...names.map((name) => name.join(" "))];
}

function padded(names: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => names[i] ?? "");
}

/** Units right under the names (or right above them), and where the rows begin. */
function below(
  rows: readonly (readonly string[])[],
  names: number,
  until: number,
): { units: readonly string[]; body: number } {
  let units: readonly string[] = names > 0 && isUnits(rows[names - 1]!) ? rows[names - 1]! : [];
  if (units.length === 0) units = rows.slice(0, names).findLast(isUnitsOfAll) ?? [];
  let body = names + 1;
  for (; body < until; body++) {
    const cells = rows[body]!;
    if (isUnits(cells)) units = cells;
    else if (!isMade(cells) && !isRule(cells)) break;
  }
  return { units, body };
}

/** LabVIEW's `Y_Unit_Label  Volts  Volts`. */
function isUnitsOfAll([label = "", ...cells]: readonly string[]): boolean {
  return UNITS_LABEL.test(label) && cells.length > 1 && isUnits(cells);
}

function isUnits(cells: readonly string[]): boolean {
  const held = cells.filter((cell) => cell !== "");
  const isUnit = (cell: string) => (voltageFrom(cell) ?? otherFrom(cell) ?? timeUnit(cell)) !== undefined;
  return held.some((cell) => voltageFrom(cell)) && held.every((cell) => isUnit(cell) || UNIT_WORDS.test(cell));
}

function isMade(cells: readonly string[]): boolean {
  const held = cells.filter((cell) => cell !== "");
  return held.length > 0 && held.every((cell) => MADE.test(cell));
}
