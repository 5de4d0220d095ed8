import { type BitReader, type BitWriter, riceBits } from "./bits.js";
import { type Grid, placed, valueOn, WAYS } from "./grid.js";

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
  const { grid, places } = placed(values, hint);
  const kinds = new Uint8Array(values.length);
  let on = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(places[i]!)) places[on++] = places[i]!;
    else kinds[i] = Number.isNaN(values[i]!) ? MISSING : AS_IS;
  }
  writeRuns(to, kinds);
  if (grid !== undefined && on > 0) writePlaces(to, grid, places.subarray(0, on));
  if (kinds.includes(AS_IS))
    writeOthers(
      to,
      values.filter((_, i) => kinds[i] === AS_IS),
    );
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

function writePlaces(to: BitWriter, grid: Grid, places: Float64Array): void {
  const base = places[0]!;
  const step = stepOf(places);
  const steps = places.map((place) => (place - base) / step);
  const { twice, unit, differences } = best(steps);
  to.bits(WAYS.indexOf(grid.way), 2);
  to.bits(grid.digits, 4);
  to.whole(base);
  to.count(step);
  to.bits(twice ? 1 : 0, 1);
  if (twice) to.rice(firstSlope(steps), SLOPE_UNIT);
  to.bits(unit, 5);
  if (unit === FLAT) return;
  for (let i = 0; i < differences.length; i++) to.rice(differences[i]!, unit);
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

function writeOthers(to: BitWriter, others: Float64Array): void {
  const single = others.every((value) => Object.is(Math.fround(value), value));
  to.bits(single ? 1 : 0, 1);
  for (const value of others) {
    if (single) to.float32(value);
    else to.float64(value);
  }
}

/** What all places lie apart by whole times: the step of the converter, on a grid that is finer. */
function stepOf(places: Float64Array): number {
  let step = 0;
  for (const place of places) {
    let other = Math.abs(place - places[0]!);
    while (other !== 0) [step, other] = [other, step % other];
    if (step === 1) return 1;
  }
  return step === 0 ? 1 : step;
}

/** The shortest way to write them: as differences from one to the next, or as the differences of these; and in which unit. */
function best(steps: Float64Array) {
  const once = differencesOf(steps);
  const found = { twice: false, differences: once, ...bestUnit(once) };
  if (!steps.every((step) => Math.abs(step) < SAFE_TWICE)) return found;
  const again = turnsOf(once);
  const other = { twice: true, differences: again, ...bestUnit(again) };
  return other.bits < found.bits ? other : found;
}

function bestUnit(differences: Float64Array): { readonly unit: number; readonly bits: number } {
  let sum = 0;
  for (let i = 0; i < differences.length; i++) sum += Math.abs(differences[i]!);
  if (sum === 0) return { unit: FLAT, bits: 0 };
  // Twice the mean is folded; its logarithm is the best unit, or next to it.
  const mean = sum / (differences.length + 1);
  const guess = Math.min(Math.floor(Math.log2(Math.max(1, 2 * mean))), FLAT - 2);
  let found = { unit: guess, bits: Number.POSITIVE_INFINITY };
  for (let unit = Math.max(0, guess - 1); unit <= guess + 1; unit++) {
    let bits = 0;
    for (let i = 0; i < differences.length; i++) bits += riceBits(differences[i]!, unit);
    if (bits < found.bits) found = { unit, bits };
  }
  return found;
}

function differencesOf(steps: Float64Array): Float64Array {
  const differences = new Float64Array(steps.length - 1);
  for (let i = 0; i < differences.length; i++) differences[i] = steps[i + 1]! - steps[i]!;
  return differences;
}

/** By how much each difference differs from the one before; a steady pace is all zeros. */
function turnsOf(differences: Float64Array): Float64Array {
  const turns = new Float64Array(differences.length);
  for (let i = 1; i < turns.length; i++) turns[i] = differences[i]! - differences[i - 1]!;
  return turns;
}

function firstSlope(steps: Float64Array): number {
  return steps.length < 2 ? 0 : steps[1]! - steps[0]!;
}
