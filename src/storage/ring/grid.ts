/** How the numbers of a converter came to be: each is a whole number that went one of these ways. */
export const WAYS = ["decimal", "volts", "single", "single-volts"] as const;
export type Way = (typeof WAYS)[number];

/** The numbers that a converter can say: all `valueOn(grid, n)` of whole n. */
export interface Grid {
  readonly way: Way;
  /** Decimals, 0 to 9. */
  readonly digits: number;
}

/** More decimals than any converter has in mV, and microseconds. */
const MOST_DIGITS = 9;
/** Two whole numbers of this size differ by one that a double still holds. */
const LARGEST = 2 ** 51;

/**
 * The number at place `n` of a grid, to the last bit as it was: written in decimals; the same in volts, multiplied; either of them kept in
 * single precision, as many loggers do, and told with as few digits as that needs.
 */
export function valueOn({ way, digits }: Grid, n: number): number {
  switch (way) {
    case "decimal":
      return n / 10 ** digits;
    case "volts":
      return (n / 10 ** (digits + 3)) * 1000;
    case "single":
      return shortest(Math.fround(n / 10 ** digits));
    case "single-volts":
      return shortest(Math.fround(Math.fround(n / 10 ** (digits + 3)) * 1000));
  }
}

/** Where a number lies on a grid; NaN when it does not, to the last bit. */
export function placeOn(grid: Grid, value: number): number {
  // Plus zero: there is no minus zero on a grid.
  const n = Math.round(value * 10 ** grid.digits) + 0;
  return Math.abs(n) <= LARGEST && Object.is(valueOn(grid, n), value) ? n : Number.NaN;
}

/** Of so many numbers at most one may be off a grid: those are kept as they are, in ten bytes each. */
const ONE_OFF_IN = 32;

/**
 * The coarsest grid on which nearly all of these numbers lie, missing ones left aside; undefined where there is none.
 * @param hint the grid of the numbers before: a converter does not change
 */
export function gridOf(values: Float64Array, hint: Grid | undefined): Grid | undefined {
  if (hint !== undefined && isOn(hint, values)) return hint;
  for (let digits = 0; digits <= MOST_DIGITS; digits++)
    for (const way of WAYS) if (isOn({ way, digits }, values)) return { way, digits };
  return undefined;
}

function isOn(grid: Grid, values: Float64Array): boolean {
  let [on, off] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(placeOn(grid, value))) off++;
    else on++;
    if (off * ONE_OFF_IN > values.length) return false;
  }
  return on > 0 && off * ONE_OFF_IN <= on;
}

/** The decimal number with the fewest digits that is this one in single precision. */
function shortest(single: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const value = Number(single.toPrecision(digits));
    if (Math.fround(value) === single) return value;
  }
  return Number(single.toPrecision(9));
}
