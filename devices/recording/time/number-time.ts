import type { Seconds } from "../../../src/domain/time.js";
import { DAYS, SECONDS, type TimeUnit } from "./time-units.js";

/** How a column of numbers is time. */
export interface NumberTime {
  readonly kind: "number";
  readonly unit: TimeUnit;
  /** When 0 was, since 1970; undefined where it counts from a beginning that it does not say. */
  readonly zero: Seconds | undefined;
  /** For people. */
  readonly name: string;
}

const DAY = 86_400;
const MINUTE = 60;
const YEAR = 365.25 * DAY;
/** What nobody said. */
const ASSUMED = "s assumed";
/** Nothing leaps by so many steps but a clock that is set. */
const LEAP = 1e5;
/** Steps of so many seconds or more are as likely to be milliseconds, but for those of whole minutes. */
const LONG_STEP = 100;
/** The years in which a recording may have been made. */
const EARLIEST = 29.8 * YEAR;
const LATEST = 90 * YEAR;
const EARLIEST_DAY = Math.floor(EARLIEST / DAY);
const LATEST_DAY = Math.floor(LATEST / DAY);
/** Days of a spreadsheet have a fraction of many digits; seconds that are as large have none or few. */
const DAY_DIGITS = 4;

const day = (name: string, zero: number): NumberTime => ({ kind: "number", unit: DAYS, zero: zero * DAY, name });
/** Ways to count days, and from which day since 1970 on. */
const MODIFIED_JULIAN = day("modified Julian days", -40_587);
const EXCEL = day("days of a spreadsheet", -25_569);
const COUNTED_DAYS = [EXCEL, day("MATLAB's datenum", -719_529), day("Julian days", -2_440_587.5), MODIFIED_JULIAN];
const EXCEL_1904 = day("days of a spreadsheet, from 1904", -24_107);

const since = (unit: TimeUnit, zero: Seconds, name: string): NumberTime => ({ kind: "number", unit, zero, name });
const split = (name: TimeUnit["name"], per: number): TimeUnit => ({ name, times: 1, per });
/** Counts that are so large that only one beginning gives a year of ours. */
const COUNTED_SECONDS = [
  since(SECONDS, 0, "Unix seconds"),
  since(split("ms", 1e3), 0, "Unix milliseconds"),
  since(split("us", 1e6), 0, "Unix microseconds"),
  since(split("ns", 1e9), 0, "Unix nanoseconds"),
  since(split("ns", 1e7), -11_644_473_600, "Windows file time"),
  since(split("ns", 1e7), -62_135_596_800, ".NET ticks"),
];
const LABVIEW = since(SECONDS, -2_082_844_800, "LabVIEW's seconds, from 1904");

/**
 * Knows by their size how numbers are time. `unit` is what the header says, `digits` how many digits stand behind the dot at most,
 * `header` may name a count of days. Whatever is no date of these decades has been counted from a beginning of its own.
 */
export function numberTime(
  values: readonly number[],
  digits: number,
  unit: TimeUnit | undefined,
  header: string,
): NumberTime {
  const one = usual(values); // a clock may be set after the first rows
  if (unit !== undefined && unit !== DAYS) {
    const seconds = (one * unit.times) / unit.per;
    if (isDate(seconds)) return since(unit, 0, `Unix time in ${unit.name}`);
  }
  if (/\b(mjd|modified)\b/i.test(header)) return MODIFIED_JULIAN;
  if (/1904/.test(header) && unit !== SECONDS) return EXCEL_1904;
  if (unit === undefined && countsUp(values)) return counted(undefined);
  if (unit === undefined || unit === DAYS) {
    const days = COUNTED_DAYS.find(({ zero }) => isDay(one + (zero ?? 0) / DAY));
    if (days !== undefined && (unit === DAYS || digits >= DAY_DIGITS)) return days;
  }
  if (unit === undefined || Math.abs((one * unit.times) / unit.per) > LATEST) {
    const found = COUNTED_SECONDS.find(({ unit: { times, per }, zero }) => isDate((one * times) / per + (zero ?? 0)));
    if (found !== undefined) return found;
    if (isDate(one + (LABVIEW.zero ?? 0))) return LABVIEW;
  }
  if (unit === undefined && areClocks(values))
    return { kind: "number", unit: DAYS, zero: undefined, name: "fraction of a day" };
  return counted(unit);
}

function counted(unit: TimeUnit | undefined): NumberTime {
  return { kind: "number", unit: unit ?? SECONDS, zero: undefined, name: unit?.name ?? ASSUMED };
}

/** From about zero on, and without the leap that a clock makes when it is set. */
function countsUp(values: readonly number[]): boolean {
  const all = steps(values);
  const step = usual(all);
  return step > 0 && values[0]! >= 0 && values[0]! <= step && all.every((each) => each < LEAP * step);
}

/** Were seconds assumed where its steps look as if it counted in something finer? */
export function isDoubtful({ name }: NumberTime, values: readonly number[]): boolean {
  const step = usual(steps(values));
  return name === ASSUMED && step >= LONG_STEP && step % MINUTE !== 0;
}

/** Clocks as a spreadsheet holds them: whole seconds, as fractions of a day; not from zero on, as what was counted. */
function areClocks(values: readonly number[]): boolean {
  const step = usual(steps(values));
  const seconds = step * DAY;
  const whole = Math.abs(seconds - Math.round(seconds)) < 0.02 && seconds > 0.9;
  return (
    whole &&
    values.every((value) => value > 3 * step && value < 1) &&
    Math.abs(step * 1e4 - Math.round(step * 1e4)) > 1e-3
  );
}

function steps(values: readonly number[]): number[] {
  return values
    .slice(1)
    .map((value, i) => value - values[i]!)
    .filter((step) => step > 0);
}

function usual(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Is it a date of these decades, in whatever way it is counted, so that no header has to say that it is time? */
export function looksLikeDates(values: readonly number[], digits: number): boolean {
  const { zero } = numberTime(values, digits, undefined, "");
  return zero !== undefined && values.length > 0;
}

function isDate(seconds: Seconds): boolean {
  return seconds >= EARLIEST && seconds < LATEST;
}

function isDay(days: number): boolean {
  return days >= EARLIEST_DAY && days < LATEST_DAY;
}
