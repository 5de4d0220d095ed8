/** 10^0 to 10^22: every power of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const ZERO = 48;
const DOT = 46;
const PLUS = 43;
const MINUS = 45;

/**
 * The decimal number in `bytes[start, end)`: the same double as `Number()` makes of that text, without making the text. NaN for
 * everything that is no decimal number (hexadecimal, words, spaces, nothing). Millions of cells go through here.
 * `point` is the byte of the decimal sign.
 *
 * Why it is exact: digits that fit into 53 bits and a power of ten up to 10^22 are both doubles without error, so that one
 * multiplication or division rounds once, as the standard asks (Clinger, "How to read floating point numbers accurately", 1990).
 * Everything longer takes the slow way.
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number, point = DOT): number {
  let at = start;
  const sign = at < end ? bytes[at]! : 0;
  if (sign === MINUS || sign === PLUS) at++;

  let mantissa = 0;
  let digits = 0;
  let fraction = 0;
  let seenDot = false;
  let code = 0;
  for (; at < end; at++) {
    code = bytes[at]!;
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (seenDot) fraction++;
    } else if (code === point && !seenDot) seenDot = true;
    else break;
  }
  if (digits === 0) return Number.NaN;

  let power = -fraction;
  if (at < end) {
    if (code !== 101 && code !== 69) return Number.NaN;
    const exponent = parseExponent(bytes, at + 1, end);
    if (Number.isNaN(exponent)) return Number.NaN;
    power += exponent;
  }

  let value: number;
  if (mantissa > Number.MAX_SAFE_INTEGER || power < -22 || power > 22) return slowly(bytes, start, end, point);
  else if (power < 0) value = mantissa / POWERS[-power]!;
  else value = mantissa * POWERS[power]!;
  return sign === MINUS ? -value : value;
}

function parseExponent(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = at < end ? bytes[at]! : 0;
  if (sign === MINUS || sign === PLUS) at++;
  if (at >= end) return Number.NaN;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    exponent = Math.min(exponent * 10 + digit, 100_000);
  }
  return sign === MINUS ? -exponent : exponent;
}

function slowly(bytes: Uint8Array, start: number, end: number, point: number): number {
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] === point ? DOT : bytes[at]!);
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}
