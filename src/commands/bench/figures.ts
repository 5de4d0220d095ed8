import { cpus } from "node:os";

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
