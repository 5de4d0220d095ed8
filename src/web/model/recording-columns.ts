import type { Seconds } from "../../domain/time.js";
import { parseTime } from "../../protocol/time.js";

/** A part of a recording, by its columns. */
export interface RecordingColumns {
  readonly times: readonly Seconds[];
  /** In the order of the header, without the time; null where a cell is empty. */
  readonly columns: readonly (readonly (number | null)[])[];
}

/** No part is longer, in characters: a few kilobytes may unpack to anything. */
export const LONGEST_PART = 1_000_000;

/** Reads CSV whose first column is a time in UTC. Rows that make no sense are left out. */
export function readColumns(csv: string, count: number): RecordingColumns {
  const times: Seconds[] = [];
  const columns: (number | null)[][] = Array.from({ length: count }, () => []);
  for (const line of csv.slice(0, LONGEST_PART).split("\n").slice(1)) {
    const cells = line.trim().split(",");
    const at = parseTime(cells[0] ?? "");
    if (at === undefined || cells.length !== count + 1 || at <= (times.at(-1) ?? Number.NEGATIVE_INFINITY)) continue;
    times.push(at);
    for (let i = 0; i < count; i++) columns[i]!.push(cellValue(cells[i + 1]!));
  }
  return { times, columns };
}

function cellValue(cell: string): number | null {
  const value = cell === "" ? Number.NaN : Number(cell);
  return Number.isFinite(value) ? value : null;
}
