import { type BitReader, type BitWriter, riceBits } from "./bits.js";
import { type Grid, gridOf, placeOn, valueOn, WAYS } from "./grid.js";

/** What a number of a column is: a place on its grid, no number at all, or one that must be kept as it is. */
const ON_GRID = 0;
const MISSING = 1;
const AS_IS = 2;

/** In place of a unit: all differences are zero, and take no bit. */
const FLAT = 31;
/** Differences of differences of larger ones would not be exact. */
const SAFE_TWICE = 2 ** 51;
/** In which the pace of a column is written: a second in milliseconds is one of them. */
const SLOPE_UNIT = 10;

/**
 * Numbers of one kind in the order of time, to the last bit as they came and in as few bits as is simple: places on the grid of their
 * converter, each as its difference from the one before, or the difference of that from the difference before.
 * @param hint the grid of the column before
 * @returns the grid that was found, to hint at next time
 */
export function writeColumn(to: BitWriter, values: Float64Array, hint?: Grid): Grid | undefined {
  const grid = gridOf(values, hint);
  const kinds = new Uint8Array(values.length);
  const places: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const place = grid === undefined ? Number.NaN : placeOn(grid, value);
    if (!Number.isNaN(place)) places.push(place);
    else if (Number.isNaN(value)) kinds[i] = MISSING;
    else {
      kinds[i] = AS_IS;
      others.push(value);
    }
  }
  writeRuns(to, kinds);
  if (grid !== undefined && places.length > 0) writePlaces(to, grid, places);
  if (others.length > 0) writeOthers(to, others);
  return grid;
}

/** What `writeColumn` wrote, into `values`. */
export function readColumn(from: BitReader, values: Float64Array): void {
  const kinds = readRuns(from, values.length);
  const [first, second] = [kinds.includes(ON_GRID), kinds.includes(AS_IS)];
  if (first) readPlaces(from, kinds, values);
  const single = second && from.bits(1) === 1;
  for (const [i, kind] of kinds.entries()) {
    if (kind === MISSING) values[i] = Number.NaN;
    else if (kind === AS_IS) values[i] = single ? from.float32() : from.float64();
  }
}

/** As a rule there is one: all on the grid. */
function writeRuns(to: BitWriter, kinds: Uint8Array): void {
  for (let at = 0; at < kinds.length; ) {
    let end = at + 1;
    while (end < kinds.length && kinds[end] === kinds[at]) end++;
    to.bits(kinds[at]!, 2);
    to.count(end - at);
    at = end;
  }
}

function readRuns(from: BitReader, length: number): Uint8Array {
  const kinds = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const kind = from.bits(2);
    const run = from.count();
    kinds.fill(kind, at, at + run);
    at += Math.max(run, 1);
  }
  return kinds;
}

function writePlaces(to: BitWriter, grid: Grid, places: readonly number[]): void {
  const base = places[0]!;
  const step = stepOf(places);
  const steps = places.map((place) => (place - base) / step);
  const { twice, unit } = best(steps);
  to.bits(WAYS.indexOf(grid.way), 2);
  to.bits(grid.digits, 4);
  to.whole(base);
  to.count(step);
  to.bits(twice ? 1 : 0, 1);
  if (twice) to.rice(firstSlope(steps), SLOPE_UNIT);
  to.bits(unit, 5);
  if (unit !== FLAT) eachDifference(steps, twice, (difference) => to.rice(difference, unit));
}

function readPlaces(from: BitReader, kinds: Uint8Array, values: Float64Array): void {
  const grid: Grid = { way: WAYS[from.bits(2)]!, digits: from.bits(4) };
  const base = from.whole();
  const step = from.count();
  const twice = from.bits(1) === 1;
  let slope = twice ? from.rice(SLOPE_UNIT) : 0;
  const unit = from.bits(5);
  let last = 0;
  let first = true;
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== ON_GRID) continue;
    if (!first) {
      const difference = unit === FLAT ? 0 : from.rice(unit);
      slope = twice ? slope + difference : difference;
      last += slope;
    }
    first = false;
    values[i] = valueOn(grid, base + last * step);
  }
}

function writeOthers(to: BitWriter, others: readonly number[]): void {
  const single = others.every((value) => Object.is(Math.fround(value), value));
  to.bits(single ? 1 : 0, 1);
  for (const value of others) {
    if (single) to.float32(value);
    else to.float64(value);
  }
}

/** What all places lie apart by whole times: the step of the converter, on a grid that is finer. */
function stepOf(places: readonly number[]): number {
  let step = 0;
  for (const place of places) {
    let other = Math.abs(place - places[0]!);
    while (other !== 0) [step, other] = [other, step % other];
    if (step === 1) return 1;
  }
  return step === 0 ? 1 : step;
}

/** The shortest way to write them. */
function best(steps: readonly number[]): { readonly twice: boolean; readonly unit: number } {
  let found = { twice: false, unit: FLAT, bits: Number.POSITIVE_INFINITY };
  const largest = steps.reduce((most, step) => Math.max(most, Math.abs(step)), 0);
  for (const twice of largest < SAFE_TWICE ? [false, true] : [false]) {
    let sum = 0;
    eachDifference(steps, twice, (difference) => {
      sum += Math.abs(difference);
    });
    if (sum === 0) return { twice, unit: FLAT };
    // Twice the mean is folded; its logarithm is the best unit, or next to it.
    const guess = Math.min(Math.floor(Math.log2(Math.max(1, (2 * sum) / steps.length))), FLAT - 2);
    for (let unit = Math.max(0, guess - 1); unit <= guess + 1; unit++) {
      let bits = 0;
      eachDifference(steps, twice, (difference) => {
        bits += riceBits(difference, unit);
      });
      if (bits < found.bits) found = { twice, unit, bits };
    }
  }
  return found;
}

function eachDifference(steps: readonly number[], twice: boolean, take: (difference: number) => void): void {
  let slope = twice ? firstSlope(steps) : 0;
  for (let i = 1; i < steps.length; i++) {
    const difference = steps[i]! - steps[i - 1]!;
    take(twice ? difference - slope : difference);
    slope = difference;
  }
}

/** A steady pace is all zeros behind it. */
function firstSlope(steps: readonly number[]): number {
  return steps.length < 2 ? 0 : steps[1]! - steps[0]!;
}
