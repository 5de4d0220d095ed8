import { cells, clean, pad } from "./width.js";

export interface TableColumn {
  readonly head: string;
  /** Words to the left, figures to the right. */
  readonly align?: "left" | "right";
}

/** A small table in plain text: a line for the heads, a line for each row, two spaces between columns. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string[] {
  const cleaned = [columns.map((column) => column.head), ...rows].map((row) =>
    columns.map((_, i) => clean(row[i] ?? "")),
  );
  const widths = columns.map((_, i) => cleaned.reduce((widest, row) => Math.max(widest, cells(row[i]!)), 0));
  return cleaned.map((row) =>
    columns
      .map((column, i) => pad(row[i]!, widths[i]!, column.align === "right" ? "right" : "left"))
      .join("  ")
      .trimEnd(),
  );
}
