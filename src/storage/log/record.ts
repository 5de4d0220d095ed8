import { crc32 } from "node:zlib";

/** A record that was found: its JSON as bytes, and the byte behind its line. */
export interface FoundRecord {
  readonly json: Buffer;
  readonly end: number;
}

const SPACE = 0x20;
const LINE_END = 0x0a;
/** Digits of a length: no record is longer than 99 MB. */
const LENGTH_DIGITS = 8;
const CRC_DIGITS = 8;

/** A record's line: `<bytes of the JSON> <CRC-32 of it, in hex> <JSON>\n`. The JSON has no line end in it. */
export function encodeRecord(json: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(json)} ${check(json)} ${json}\n`, "utf8");
}

/** The record that begins at `from`; undefined where none does that is whole. */
export function recordAt(bytes: Buffer, from: number): FoundRecord | undefined {
  const space = bytes.indexOf(SPACE, from);
  if (space < 0 || space === from || space - from > LENGTH_DIGITS) return undefined;
  const length = Number(bytes.toString("latin1", from, space));
  const start = space + 1 + CRC_DIGITS + 1;
  const end = start + length;
  if (!Number.isInteger(length) || bytes[end] !== LINE_END || bytes[start - 1] !== SPACE) return undefined;
  const sum = bytes.toString("latin1", space + 1, start - 1);
  const body = bytes.subarray(start, end);
  return sum === check(body) ? { json: body, end: end + 1 } : undefined;
}

/** Where the next line begins after `from`; undefined where there is none. */
export function nextLine(bytes: Buffer, from: number): number | undefined {
  const end = bytes.indexOf(LINE_END, from);
  return end < 0 || end + 1 >= bytes.length ? undefined : end + 1;
}

function check(body: string | Uint8Array): string {
  return crc32(body).toString(16).padStart(CRC_DIGITS, "0");
}
