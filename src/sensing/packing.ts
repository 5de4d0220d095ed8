/** State that can be written as JSON and read back to the bit, NaN included: numbers as base64 of their bytes. */
export type Packed = string;

/** What a part of the sense saves: names and packed numbers, nested as the parts are. */
export interface Saved {
  readonly [name: string]: Packed | Saved | readonly Saved[];
}

export function pack(values: ArrayLike<number>): Packed {
  const floats = Float64Array.from(values);
  return Buffer.from(floats.buffer).toString("base64");
}

/** Reads packed numbers back into `into`; false when there are not exactly as many. */
export function unpackInto(into: Float64Array, packed: unknown): boolean {
  if (typeof packed !== "string") return false;
  const bytes = Buffer.from(packed, "base64");
  if (bytes.byteLength !== into.byteLength) return false;
  for (let i = 0; i < into.length; i++) into[i] = bytes.readDoubleLE(i * 8);
  return true;
}

/** Reads `count` packed numbers; undefined when there are not exactly as many. */
export function unpack(packed: unknown, count: number): number[] | undefined {
  const values = new Float64Array(count);
  return unpackInto(values, packed) ? Array.from(values) : undefined;
}
