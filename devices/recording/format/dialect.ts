import { type NumberStyle, numberStyleOf } from "../numbers/numbers.js";
import { CellLooker } from "./cell-kind.js";
import { cellsOf } from "./cells.js";

/** How a table is written. */
export interface Dialect {
  /** Between cells: a tab, a semicolon, a comma, a bar, or any number of spaces. */
  readonly separator: string;
  readonly numbers: NumberStyle;
  /** Cells in a row, as most rows have it. */
  readonly cells: number;
}

export const SEPARATORS = ["\t", ";", ",", "|", " "] as const;
/** So many lines, and so many cells of each, are looked at. */
const LINES = 80;
const CELLS = 200;
/** A header with as many cells as its rows speaks for a separator; a single column is the last thing to be believed. */
const NO_HEADER = 0.4;
const ONE_COLUMN = 0.6;

/** What separates the cells of these lines, and how their numbers are written; undefined where nothing reads as numbers. */
export function dialectOf(lines: readonly string[], asked: string | undefined): Dialect | undefined {
  let best: { dialect: Dialect; score: number } | undefined;
  const tabbed = lines.slice(-LINES).filter((line) => line.includes("\t")).length > Math.min(lines.length, LINES) / 2;
  const usual = tabbed ? SEPARATORS.filter((separator) => separator !== " ") : SEPARATORS;
  for (const separator of asked === undefined ? usual : [asked]) {
    const found = judge(lines, separator);
    if (found !== undefined && found.score > (best?.score ?? 0) + 1e-9) best = found;
  }
  return best?.dialect;
}

function judge(lines: readonly string[], separator: string): { dialect: Dialect; score: number } | undefined {
  const rows = lines.map((line) => cellsOf(line, separator));
  const late = rows.slice(-LINES);
  const numbers = numberStyleOf(
    late.flatMap((cells) => cells.slice(0, CELLS)),
    separator,
  );
  const looker = new CellLooker(numbers);
  const counts = new Map<number, { rows: number; quality: number }>();
  for (const cells of late) {
    const quality = readable(cells, looker);
    if (quality < 0.5) continue;
    const count = counts.get(cells.length) ?? { rows: 0, quality: 0 };
    counts.set(cells.length, { rows: count.rows + 1, quality: count.quality + quality });
  }
  let best: { cells: number; score: number } | undefined;
  for (const [cells, { quality }] of counts) {
    const headed = rows.some((row) => row.length === cells && isHeader(row, looker));
    const score = quality * (headed ? 1 : NO_HEADER) * (cells === 1 ? ONE_COLUMN : 1);
    if (score > (best?.score ?? 0)) best = { cells, score };
  }
  return best && { dialect: { separator, numbers, cells: best.cells }, score: best.score };
}

/** Names, and not one that holds signs between cells, as a whole header does where it was not cut. */
function isHeader(row: readonly string[], looker: CellLooker): boolean {
  return readable(row, looker) < 0.5 && !(row.length === 1 && /[,;\t|]/.test(row[0]!));
}

/** What share of the cells that hold something is a number, a time or a word for no value; 0 where none is. */
function readable(cells: readonly string[], looker: CellLooker): number {
  let held = 0;
  let good = 0;
  let any = false;
  for (const cell of cells.slice(0, CELLS)) {
    const kind = looker.kindOf(cell);
    if (kind === "empty") continue;
    held++;
    if (kind !== "text") good++;
    if (kind === "number" || kind === "time" || kind === "missing") any = true;
  }
  return any ? good / held : 0;
}
