const WORDS = (
  "nan na n/a n.a. n.a #n/a #na null none nil void - -- --- ---- ----- . .. ... * ** *** **** ***** ? ?? ??? x.xx " +
  "inf +inf -inf infinity +infinity -infinity ∞ -∞ +∞ 1.#inf -1.#inf 1.#qnan -1.#qnan 1.#ind -1.#ind 1.#snan qnan snan " +
  "over under overrange underrange over-range under-range over_range +over -over overflow underflow overload ovld ovl ovf ovrld ol o.l. .ol +ol -ol +ovl -ovl " +
  "or ur err err. error #error fault fail failed invalid bad badval off open open-circuit burnout sat saturated clipped out range out-of-range " +
  "#value! #div/0! #num! #ref! #name? #null! #wert! missing miss nodata no_data no-data undef undefined disconnected unplugged"
).split(" ");
const LONGEST = Math.max(...WORDS.map((word) => word.length * 3));

const encoder = new TextEncoder();
/** By their length in bytes. */
const BY_LENGTH: readonly (readonly Uint8Array[])[] = Array.from({ length: LONGEST + 1 }, (_, length) =>
  WORDS.map((word) => encoder.encode(word)).filter((word) => word.length === length),
);

/** What a logger or a spreadsheet writes where there was nothing to measure, or more than it can: nothing at all, `OVER`, `#N/A`, `---`. */
export function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length === 0) return true;
  if (length > LONGEST) return false;
  for (const word of BY_LENGTH[length]!) {
    let i = 0;
    while (i < length && word[i] === lower(bytes[start + i]!)) i++;
    if (i === length) return true;
  }
  return false;
}

/** Blank or `NaN`: missing on purpose, and nothing to tell. */
export function isBlankOrNaN(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (end - start !== 3) return false;
  return lower(bytes[start]!) === 110 && lower(bytes[start + 1]!) === 97 && lower(bytes[start + 2]!) === 110;
}

/** No number is asked whether it stands for nothing that is smaller than this. */
export const SMALLEST_STAND_IN = 999;

/** Nines, and the ends of what converters and loggers can write (7999 and 6999 of Campbell, 16 and 24 bits). */
const STAND_INS = new Set([
  ...[-999, -999.9, -999.99, 6999, 7999, 9999, 9999.9, 9999.99, 99_999, 999_999, 9_999_999],
  ...[-6999, -7999, -9999, -9999.9, -9999.99, -99_999, -999_999, -9_999_999],
  ...[32_767, -32_768, 65_535, 8_388_607, -8_388_608, 16_777_215, 2_147_483_647, -2_147_483_648],
]);

/** Numbers that loggers write for "no value", fill values of netCDF and of floats among them. */
export function standsForNothing(value: number): boolean {
  return Math.abs(value) >= 1e30 || STAND_INS.has(value);
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code | 32 : code;
}
