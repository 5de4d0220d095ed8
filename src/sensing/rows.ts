import { pack, type Saved, unpack } from "./packing.js";

/** Rows of numbers, all of one width, as they are saved. */
export function packRows(rows: readonly (readonly number[])[]): Saved {
  return { count: pack([rows.length]), rows: pack(rows.flat()) };
}

/** What `packRows` saved; undefined when it is none of this width. */
export function unpackRows(saved: Saved[string] | undefined, width: number): number[][] | undefined {
  if (typeof saved !== "object" || Array.isArray(saved)) return undefined;
  const { count, rows } = saved as Saved;
  const [length] = unpackOf(count, 1) ?? [];
  const flat = length === undefined ? undefined : unpackOf(rows, length * width);
  return flat && Array.from({ length: length as number }, (_, i) => flat.slice(i * width, (i + 1) * width));
}

function unpackOf(packed: unknown, count: number): number[] | undefined {
  return typeof packed === "string" && Number.isSafeInteger(count) && count >= 0 && count < 1e6
    ? unpack(packed, count)
    : undefined;
}
