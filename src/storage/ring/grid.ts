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
/** Powers of ten: of the digits, and of those of the same in volts. */
const TENS = Float64Array.from({ length: MOST_DIGITS + 4 }, (_, digits) => 10 ** digits);
/** Two whole numbers of this size differ by one that a double still holds. */
const LARGEST = 2 ** 51;

/**
 * The number at place `n` of a grid, to the last bit as it was: written in decimals; the same in volts, multiplied; either of them kept in
 * single precision, as many loggers do, and told with as few digits as that needs.
 */
export function valueOn({ way, digits }: Grid, n: number): number {
  switch (way) {
    case "decimal":
      return n / TENS[digits]!;
    case "volts":
      return (n / TENS[digits + 3]!) * 1000;
    case "single":
      return shortest(Math.fround(n / TENS[digits]!));
    case "single-volts":
      return shortest(Math.fround(Math.fround(n / TENS[digits + 3]!) * 1000));
  }
}

/** Where a number lies on a grid; NaN when it does not, to the last bit. */
export function placeOn(grid: Grid, value: number): number {
  // Plus zero: there is no minus zero on a grid.
  const n = Math.round(value * TENS[grid.digits]!) + 0;
  return Math.abs(n) <= LARGEST && Object.is(valueOn(grid, n), value) ? n : Number.NaN;
}

/** Of so many numbers at most one may be off a grid: those are kept as they are, in ten bytes each. */
const ONE_OFF_IN = 32;

/** Where the numbers lie on a grid: NaN for those that are not on it, and for all where there is none. */
export interface Placed {
  readonly grid: Grid | undefined;
  readonly places: Float64Array;
}

/**
 * The coarsest grid on which nearly all of these numbers lie, missing ones left aside.
 * @param hint the grid of the numbers before: a converter does not change
 */
export function placed(values: Float64Array, hint: Grid | undefined): Placed {
  const places = new Float64Array(values.length);
  if (hint !== undefined && placeAll(hint, values, places)) return { grid: hint, places };
  for (let digits = 0; digits <= MOST_DIGITS; digits++)
    for (const way of WAYS) if (placeAll({ way, digits }, values, places)) return { grid: { way, digits }, places };
  return { grid: undefined, places: places.fill(Number.NaN) };
}

/** Whether they are on that grid; then `places` say where. */
function placeAll(grid: Grid, values: Float64Array, places: Float64Array): boolean {
  let [on, off] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const place = placeOn(grid, values[i]!);
    places[i] = place;
    if (!Number.isNaN(place)) on++;
    else if (!Number.isNaN(values[i]!)) off++;
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
