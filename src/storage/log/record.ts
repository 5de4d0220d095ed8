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
  const sum = crc32(json).toString(16).padStart(CRC_DIGITS, "0");
  return Buffer.from(`${Buffer.byteLength(json)} ${sum} ${json}\n`, "utf8");
}

/** The record that begins at `from`; undefined where none does that is whole. */
export function recordAt(bytes: Buffer, from: number): FoundRecord | undefined {
  let at = from;
  let length = 0;
  for (; bytes[at] !== SPACE; at++) {
    const digit = digitOf(bytes[at]);
    if (digit > 9 || at - from === LENGTH_DIGITS) return undefined;
    length = 10 * length + digit;
  }
  const start = at + 1 + CRC_DIGITS + 1;
  const end = start + length;
  if (at === from || bytes[end] !== LINE_END || bytes[start - 1] !== SPACE) return undefined;
  let sum = 0;
  for (at++; at < start - 1; at++) {
    const digit = digitOf(bytes[at]);
    if (digit > 15) return undefined;
    sum = 16 * sum + digit;
  }
  const json = bytes.subarray(start, end);
  return sum === crc32(json) ? { json, end: end + 1 } : undefined;
}

/** Where the next line begins after `from`; undefined where there is none. */
export function nextLine(bytes: Buffer, from: number): number | undefined {
  const end = bytes.indexOf(LINE_END, from);
  return end < 0 || end + 1 >= bytes.length ? undefined : end + 1;
}

/** What a digit is worth, in hex and small letters; NOTHING of what is none. */
function digitOf(byte: number | undefined): number {
  if (byte === undefined) return NOTHING;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x61 + 10 : NOTHING;
}

const NOTHING = 99;
