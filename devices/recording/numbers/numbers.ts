import { parseDecimal } from "./decimal.js";
import { isDigit } from "./digit.js";

/** How the numbers of a recording are written. */
export interface NumberStyle {
  /** The byte of the decimal sign. */
  readonly point: number;
  /** The byte between thousands; 0 where they stand together. */
  readonly group: number;
}

const MINUS = 45;
const COMMA = 44;
const DOT = 46;
const LONGEST = 64;

/**
 * Reads numbers out of cells. What is no plain decimal number is tried once more as people write it: thousands apart, a minus that is
 * a dash of print, a unit behind it (`0.885 mV`).
 */
export class NumberReader {
  readonly style: NumberStyle;
  readonly #scratch = new Uint8Array(LONGEST);

  constructor(style: NumberStyle) {
    this.style = style;
  }

  /** NaN for what is no number. */
  read(bytes: Uint8Array, start: number, end: number): number {
    const plain = parseDecimal(bytes, start, end, this.style.point);
    if (!Number.isNaN(plain) || end - start > LONGEST || end - start < 2) return plain;
    return isDigit(bytes[start]!) || isDigit(bytes[start + 1]!) || bytes[start]! >= 0xe2
      ? this.#loosely(bytes, start, end)
      : plain;
  }

  #loosely(bytes: Uint8Array, start: number, end: number): number {
    const scratch = this.#scratch;
    const { point, group } = this.style;
    let length = 0;
    /** Digits since the last group sign; a group has three. */
    let digits = 0;
    let grouped = false;
    const last = lessUnit(bytes, start, end);
    for (let at = start; at < last; at++) {
      const code = bytes[at]!;
      if (code === 0xe2 && bytes[at + 1] === 0x88 && bytes[at + 2] === 0x92) {
        scratch[length++] = MINUS;
        at += 2;
        continue;
      }
      const gap = groupLength(bytes, at, group);
      if (gap > 0) {
        if (digits === 0 || digits > 3 || (grouped && digits !== 3) || (!grouped && bytes[at - digits] === 48))
          return Number.NaN;
        grouped = true;
        digits = 0;
        at += gap - 1;
        continue;
      }
      if (code === point && grouped && digits !== 3) return Number.NaN;
      if (isDigit(code)) digits++;
      else if (code === point) grouped = false;
      scratch[length++] = code;
    }
    return grouped && digits !== 3 ? Number.NaN : parseDecimal(scratch, 0, length, point);
  }
}

/** How many bytes the sign between thousands takes here: as the recording has it, or a space that cannot be broken, or an apostrophe. */
function groupLength(bytes: Uint8Array, at: number, group: number): number {
  const code = bytes[at]!;
  if (code === group && group !== 0) return 1;
  if (code === 39 && group === 0) return 1;
  if (code === 0xa0) return 1; // Latin-1
  if (code === 0xc2 && bytes[at + 1] === 0xa0) return 2;
  // A narrow space that cannot be broken, a thin one, an apostrophe of print.
  const third = bytes[at + 2];
  if (code === 0xe2 && bytes[at + 1] === 0x80 && (third === 0xaf || third === 0x89 || third === 0x99)) return 3;
  return 0;
}

/** Where a number ends that has a unit of volts behind it. */
function lessUnit(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  if ((bytes[last - 1]! | 32) !== 118) return end; // V
  last--;
  const before = bytes[last - 1]!;
  if ((before | 32) === 109 || (before | 32) === 117 || (before | 32) === 110)
    last--; // m, u, n
  else if (before === 0xb5 || before === 0xbc) last -= bytes[last - 2]! >= 0xc0 ? 2 : 1; // µ, μ
  while (last > start && bytes[last - 1] === 32) last--;
  return last;
}

/** What the numbers of these cells say of how they are written; `separator` parts the cells. */
export function numberStyleOf(cells: readonly string[], separator: string): NumberStyle {
  const some = (pattern: RegExp) => cells.some((cell) => pattern.test(cell));
  const count = (pattern: RegExp) => cells.filter((cell) => pattern.test(cell)).length;
  if (some(/^[+\-−]?\d{1,3}(,\d{3})+\.\d*$/) || some(/^[+\-−]?[1-9]\d{0,2}(,\d{3}){2,}$/))
    return { point: DOT, group: COMMA };
  if (some(/^[+\-−]?\d{1,3}(\.\d{3})+,\d*$/) || some(/^[+\-−]?[1-9]\d{0,2}(\.\d{3}){2,}$/))
    return { point: COMMA, group: DOT };
  const spaced = some(/^[+\-−]?\d{1,3}( \d{3})+([.,]\d*)?$/) ? 32 : 0;
  const commas = count(/^[+\-−]?\d*(\s\d{3})*,\d+(e[+-]?\d+)?(\s*[a-zµμ]+)?$/i);
  const dots = count(/^[+\-−]?\d*(\s\d{3})*\.\d+(e[+-]?\d+)?(\s*[a-zµμ]+)?$/i);
  const thousands = count(/^[+\-−]?[1-9]\d{0,2},\d{3}$/);
  // Between commas, a cell that holds one was quoted: three digits behind it in all of them are thousands.
  if (commas > dots && !(separator === "," && thousands === commas)) return { point: COMMA, group: spaced };
  return { point: DOT, group: thousands > 0 && thousands === commas ? COMMA : spaced };
}
