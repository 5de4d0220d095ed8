import { isDigit } from "../numbers/digit.js";
import { daysOf } from "./calendar.js";

/** A point in time, in two whole numbers, so that differences of neighbouring times come out without rounding. */
export interface Instant {
  /** Since 1970-01-01T00:00:00Z. */
  seconds: number;
  /** 0 to 999,999,999. */
  nanoseconds: number;
}

/**
 * Reads an ISO 8601 time out of `bytes[start, end)` into `into`, without making text or dates of it; false if it is none.
 * `2026-11-22`, `2026-11-22T05:00`, `2026-11-22 05:00:00.123Z`, `…+01:00`, `…+0100`, `…+01`. A time without a zone is UTC:
 * what a recording says must not depend on where it is read. Digits beyond nanoseconds are dropped.
 */
export function parseIsoTime(bytes: Uint8Array, start: number, end: number, into: Instant): boolean {
  const length = end - start;
  if (length < 10 || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return false;
  const year = number(bytes, start, 4);
  const month = number(bytes, start + 5, 2);
  const day = number(bytes, start + 8, 2);
  const days = daysOf(year, month, day);
  if (Number.isNaN(days)) return false;
  into.seconds = days * 86_400;
  into.nanoseconds = 0;
  if (length === 10) return true;

  const separator = bytes[start + 10];
  if (length < 16 || (separator !== 84 && separator !== 116 && separator !== 32)) return false; // T, t or a space
  const hour = number(bytes, start + 11, 2);
  const minute = number(bytes, start + 14, 2);
  if (bytes[start + 13] !== COLON || hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
  into.seconds += hour * 3600 + minute * 60;

  let at = start + 16;
  if (at < end && bytes[at] === COLON) {
    const second = at + 3 <= end ? number(bytes, at + 1, 2) : -1;
    if (second < 0 || second > 60) return false; // 60 is a leap second
    into.seconds += second;
    at += 3;
    if (at < end && bytes[at] === DOT) {
      const first = ++at;
      let scale = 100_000_000;
      for (; at < end && isDigit(bytes[at]!); at++) {
        into.nanoseconds += (bytes[at]! - 48) * scale;
        scale = Math.floor(scale / 10);
      }
      if (at === first) return false;
    }
  }
  const offset = zone(bytes, at, end);
  if (Number.isNaN(offset)) return false;
  into.seconds -= offset;
  return true;
}

const DASH = 45;
const COLON = 58;
const DOT = 46;
const PLUS = 43;

/** Seconds east of Greenwich; 0 for `Z` and for nothing, NaN for what is no zone. */
function zone(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  const sign = bytes[start]!;
  if (sign === 90 || sign === 122) return start + 1 === end ? 0 : Number.NaN; // Z, z
  if (sign !== PLUS && sign !== DASH) return Number.NaN;
  const length = end - start;
  const colon = length === 6 && bytes[start + 3] === COLON;
  if (length !== 3 && length !== 5 && !colon) return Number.NaN;
  const hours = number(bytes, start + 1, 2);
  const minutes = length === 3 ? 0 : number(bytes, end - 2, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/** A number of exactly `count` digits, or -1. */
function number(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const code = bytes[i]!;
    if (!isDigit(code)) return -1;
    value = value * 10 + code - 48;
  }
  return value;
}
