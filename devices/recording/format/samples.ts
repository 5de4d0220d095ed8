import { CLOCK, DATE, NO_TIME } from "../time/date-time.js";
import type { CellLooker } from "./cell-kind.js";

/** What the first rows hold in one column. */
export interface ColumnSample {
  readonly header: string;
  /** In the row of units, where there is one. */
  readonly unitCell: string;
  readonly cell: number;
  /** Its cells, row by row. */
  readonly texts: readonly string[];
  /** Its numbers, row by row; NaN where there is none. */
  readonly values: readonly number[];
  /** What most of its cells that hold something are; `empty` where none does. */
  readonly kind: "number" | "time" | "text" | "empty";
  /** Which of date and clock its times are. */
  readonly what: number;
  /** Most digits behind the decimal sign. */
  readonly digits: number;
}

/** Looks at a column of the first rows. */
export function sampleOf(
  header: string,
  unitCell: string,
  cell: number,
  rows: readonly (readonly string[])[],
  looker: CellLooker,
): ColumnSample {
  const texts = rows.map((cells) => cells[cell] ?? "");
  const counts = { empty: 0, missing: 0, number: 0, time: 0, text: 0 };
  for (const text of texts) counts[looker.kindOf(text)]++;
  const { number, time, text, missing } = counts;
  const most = Math.max(number, time, text);
  const kind =
    most === 0 ? (missing > 0 ? "number" : "empty") : most === number ? "number" : most === time ? "time" : "text";
  const values = texts.map((each) => looker.numberIn(each));
  const found = kind === "time" ? texts.map((each) => looker.timeIn(each)).filter((what) => what !== NO_TIME) : [];
  const what = mostOften(found) ?? NO_TIME;
  const digits = Math.max(0, ...texts.map((each) => /[.,](\d+)$/.exec(each)?.[1]?.length ?? 0));
  return { header, unitCell, cell, texts, values, kind, what, digits };
}

function mostOften(found: readonly number[]): number | undefined {
  const counted = [DATE, CLOCK, DATE | CLOCK].map((what) => ({
    what,
    rows: found.filter((one) => one === what).length,
  }));
  const [best] = counted.sort((a, b) => b.rows - a.rows);
  return best === undefined || best.rows === 0 ? undefined : best.what;
}

/** Rows that are needed to see that numbers count. */
const ENOUGH = 12;

/** Whole numbers, each one more than the one before, now and then from the beginning again. */
export function counts({ values, kind }: ColumnSample): boolean {
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (kind !== "number" || numbers.length < ENOUGH || !numbers.every(Number.isInteger)) return false;
  let ups = 0;
  for (let i = 1; i < numbers.length; i++) if (numbers[i] === numbers[i - 1]! + 1) ups++;
  return ups >= 0.9 * (numbers.length - 1);
}

/** Numbers with the same step between each and the next. */
export function stepsEvenly({ values, kind }: ColumnSample): boolean {
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (kind !== "number" || numbers.length < ENOUGH) return false;
  const step = (numbers.at(-1)! - numbers[0]!) / (numbers.length - 1);
  if (!(step > 0)) return false;
  return numbers.every((value, i) => i === 0 || Math.abs(value - numbers[i - 1]! - step) < 0.02 * step);
}

/** What share of its numbers is larger than the one before. */
export function forward(values: readonly number[]): number {
  let ups = 0;
  let pairs = 0;
  for (let i = 1; i < values.length; i++) {
    if (!(Math.abs(values[i]! - values[i - 1]!) >= 0)) continue;
    pairs++;
    if (values[i]! > values[i - 1]!) ups++;
  }
  return pairs === 0 ? 1 : ups / pairs;
}

/** What share of its values is the one before again. */
export function repeating(values: readonly number[]): number {
  let same = 0;
  for (let i = 1; i < values.length; i++) if (values[i] === values[i - 1]) same++;
  return values.length < 2 ? 0 : same / (values.length - 1);
}
