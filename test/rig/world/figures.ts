/** The value below which so great a share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** `median 1.2, p99 3.4, most 5.6 ms of 789` */
export function told(values: readonly number[]): string {
  const at = (share: number) => quantile(values, share).toFixed(1);
  return `median ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms of ${values.length}`;
}

/** What an exported recording holds of a device. */
export interface Kept {
  /** When each row was, Unix seconds. */
  readonly times: readonly number[];
  /** Values that are missing in rows that are there. */
  readonly missing: number;
}

/** Reads what `andas export` writes, between two times. */
export function keptIn(csv: string, from = 0, to = Number.POSITIVE_INFINITY): Kept {
  const rows = csv
    .trimEnd()
    .split("\n")
    .slice(1)
    .filter((line) => !line.startsWith("#"));
  const times: number[] = [];
  let missing = 0;
  for (const row of rows) {
    const [time = "", ...cells] = row.split(",");
    const at = Date.parse(time) / 1000;
    if (at < from || at > to) continue;
    times.push(at);
    missing += cells.filter((cell) => cell === "" || cell === "NaN").length;
  }
  return { times, missing };
}

/** Rows that are missing between the first and the last, of so many a second. */
export function holes({ times }: Kept, rate: number): number {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return Math.round(span * rate) + 1 - times.length;
}
