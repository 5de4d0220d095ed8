import type { HeaderLayout } from "../recording/format/header.js";
import { TO_MILLIVOLTS } from "../recording/format/units.js";
import type { RecordingColumn } from "../recording/row/column.js";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const MISSING = /^(nan)?$/i;

const DECIMAL_COMMA = /^([+-]?\d*),(\d+)$/;

/**
 * The cells of a printed line: between semicolons, tabs or commas, else between spaces. Beside semicolons or tabs a comma in a number is its
 * decimal point, as much of the world writes it. Empty for an empty line.
 */
export function cellsOf(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  // `1,5;` ends with its semicolon, `7;` with a cell that is missing.
  if (/^[^;]*,[^;]*;$/.test(trimmed)) return cellsOf(trimmed.slice(0, -1));
  const separator = [";", "\t", ","].find((character) => text.includes(character));
  if (separator === undefined) return trimmed.split(/ +/);
  const cells = text.split(separator).map((cell) => cell.trim());
  return separator === "," ? cells : cells.map((cell) => cell.replace(DECIMAL_COMMA, "$1.$2"));
}

export function isNumber(cell: string): boolean {
  return NUMBER.test(cell);
}

export function isMissing(cell: string): boolean {
  return MISSING.test(cell);
}

/** Numbers and missing values; a single cell may be a date or a time of day. */
export function looksLikeRow(cells: readonly string[]): boolean {
  const others = cells.filter((cell) => !isNumber(cell) && !isMissing(cell));
  return others.length === 0 || (cells.length > 1 && others.length === 1 && /^\d/.test(others[0]!));
}

/** Turns the cells of a line into a row, by the layout that a header gave. */
export class RowReader {
  readonly #layout: HeaderLayout;

  constructor(layout: HeaderLayout) {
    this.#layout = layout;
  }

  get columns(): readonly RecordingColumn[] {
    return this.#layout.columns;
  }

  /** Millivolts and SI units by column, or why there is no row in it. */
  read(cells: readonly string[]): Float64Array | string {
    const { cells: wanted, columns } = this.#layout;
    if (cells.length !== wanted) return `a line has ${cells.length} cells instead of ${wanted}: ${excerpt(cells)}`;
    const row = new Float64Array(columns.length);
    for (const [i, { cell, unit, factor }] of columns.entries()) {
      const text = cells[cell]!;
      const { times, per } = TO_MILLIVOLTS[unit ?? "mV"];
      if (NUMBER.test(text)) row[i] = (Number(text) * factor * times) / per;
      else if (MISSING.test(text)) row[i] = Number.NaN;
      else return `text in a number's place: ${excerpt(cells)}`;
    }
    return row;
  }
}

/** A little of it, safe to print whatever it was. */
function excerpt(cells: readonly string[]): string {
  return JSON.stringify(cells.join(",").slice(0, 40));
}
