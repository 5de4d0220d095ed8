import { cpus } from "node:os";

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}

/** What the figures were measured on. */
export function machine(): object {
  const all = cpus();
  return {
    processor: all[0]?.model.trim() || "unknown",
    cores: all.length,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}
