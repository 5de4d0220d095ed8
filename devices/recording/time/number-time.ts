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
const YEAR = 365.25 * DAY;
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
  const first = values.find((value) => Number.isFinite(value)) ?? 0;
  if (unit !== undefined && unit !== DAYS) {
    const seconds = (first * unit.times) / unit.per;
    if (isDate(seconds)) return since(unit, 0, `Unix time in ${unit.name}`);
  }
  if (/\b(mjd|modified)\b/i.test(header)) return MODIFIED_JULIAN;
  if (/1904/.test(header) && unit !== SECONDS) return EXCEL_1904;
  if (unit === undefined || unit === DAYS) {
    const days = COUNTED_DAYS.find(({ zero }) => isDay(first + (zero ?? 0) / DAY));
    if (days !== undefined && (unit === DAYS || digits >= DAY_DIGITS)) return days;
  }
  if (unit === undefined || Math.abs((first * unit.times) / unit.per) > LATEST) {
    const found = COUNTED_SECONDS.find(({ unit: { times, per }, zero }) => isDate((first * times) / per + (zero ?? 0)));
    if (found !== undefined) return found;
    if (isDate(first + (LABVIEW.zero ?? 0))) return LABVIEW;
  }
  return { kind: "number", unit: unit ?? SECONDS, zero: undefined, name: unit?.name ?? "s" };
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
