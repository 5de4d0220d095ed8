import type { Seconds } from "../../../src/domain/time.js";
import { NumberReader, type NumberStyle } from "../numbers/numbers.js";
import { daysOf, daysOfOrdinal, fullYear } from "./calendar.js";
import { CLOCK, DATE, type DateStyle, DateTimeReader } from "./date-time.js";
import type { NumberTime } from "./number-time.js";

/** A part of a date or time that has a column of its own. */
export const TIME_PARTS = ["year", "month", "day", "yday", "hour", "minute", "second", "millisecond", "hhmm"] as const;
export type TimePart = (typeof TIME_PARTS)[number];

/** How one cell tells of the time. */
export type CellTime =
  | NumberTime
  | { readonly kind: "text"; readonly style: DateStyle; readonly what: number; readonly east: Seconds }
  | { readonly kind: "part"; readonly part: TimePart }
  /** AM or PM in a column of its own. */
  | { readonly kind: "half" };

/** A cell and how it tells of the time. */
export interface TimeCell {
  /** Its place in a row, from 0. */
  readonly cell: number;
  readonly time: CellTime;
}

const DAY = 86_400;
/** Numbers of dates are rounded to what their digits can mean: days of a spreadsheet to milliseconds, others to microseconds. */
const TICKS_A_SECOND = 1e6;
const TICKS_A_SECOND_OF_DAYS = 1e3;
/** 08:00 is 0.3333333 of a day: ten milliseconds are what seven digits can mean. */
const TICKS_OF_A_FIRST_DAY = 100;

/** The time of a row, out of one cell or of several (a date and a clock; year, month, day and hour). */
export class TimeColumn {
  readonly cells: readonly TimeCell[];
  readonly #number: NumberTime | undefined;
  readonly #numbers: NumberReader;
  readonly #readers: readonly (DateTimeReader | undefined)[];
  readonly #parts = new Float64Array(TIME_PARTS.length);
  readonly #instant = { seconds: 0, nanoseconds: 0 };
  readonly #zero = { seconds: 0, nanoseconds: 0 };
  readonly #hasYear: boolean;
  readonly #hasYday: boolean;
  #seconds = 0;
  #nanoseconds = 0;
  #east: Seconds = 0;
  #half: "am" | "pm" | undefined;
  #hasParts = false;
  #unreadable = false;
  #known = false;
  #firstNumber = 0;
  #first: Seconds = 0;

  constructor(cells: readonly TimeCell[], numbers: NumberStyle) {
    this.cells = cells;
    this.#numbers = new NumberReader(numbers);
    const [only] = cells;
    this.#number = cells.length === 1 && only?.time.kind === "number" ? only.time : undefined;
    const has = (part: TimePart) => cells.some(({ time }) => time.kind === "part" && time.part === part);
    this.#hasYear = has("year");
    this.#hasYday = has("yday");
    this.#readers = cells.map(({ time }) => (time.kind === "text" ? new DateTimeReader(time.style) : undefined));
  }

  /** Has any row had a time yet? */
  get known(): boolean {
    return this.#known;
  }

  /** Its times are dates. */
  get dated(): boolean {
    return this.cells.some(({ time }) => {
      if (time.kind === "number") return time.zero !== undefined;
      if (time.kind === "text") return (time.what & DATE) !== 0;
      return time.kind === "part" && time.part === "year";
    });
  }

  /** Its times begin anew each day. */
  get daily(): boolean {
    return !this.dated && this.cells.some(({ time }) => time.kind === "text" && time.what === CLOCK);
  }

  /** When the recording's time is zero, since 1970, if it says so: its first time, if that is a date. */
  get epoch(): Seconds | undefined {
    if (!this.dated) return undefined;
    const number = this.#number;
    if (number === undefined) return this.#zero.seconds + this.#zero.nanoseconds / 1e9;
    const { times, per } = number.unit;
    const ticks = number.unit.name === "d" ? TICKS_OF_A_FIRST_DAY : TICKS_A_SECOND;
    return Math.round(((this.#firstNumber * times) / per) * ticks) / ticks + (number.zero ?? 0);
  }

  /** The first time that could be read, in the recording's own seconds. */
  get first(): Seconds {
    return this.#first;
  }

  /** A new row. */
  begin(): void {
    this.#seconds = this.#nanoseconds = this.#east = 0;
    this.#half = undefined;
    this.#unreadable = false;
    this.#hasParts = false;
  }

  /** Takes the cell that `cells[slot]` tells of. */
  take(slot: number, bytes: Uint8Array, start: number, end: number): void {
    const { time } = this.cells[slot]!;
    if (time.kind === "text") {
      const instant = this.#instant;
      const found = this.#readers[slot]!.read(bytes, start, end, instant);
      if ((found & time.what) !== time.what) this.#unreadable = true;
      this.#seconds += instant.seconds;
      this.#nanoseconds += instant.nanoseconds;
      if (found === time.what) this.#east += time.east;
      return;
    }
    if (time.kind === "half") {
      this.#half = halfIn(bytes, start, end);
      if (this.#half === undefined) this.#unreadable = true;
      return;
    }
    const value = this.#numbers.read(bytes, start, end);
    if (!Number.isFinite(value)) this.#unreadable = true;
    else if (time.kind === "part") {
      this.#parts[TIME_PARTS.indexOf(time.part)] = value;
      this.#hasParts = true;
    } else if (this.#number !== undefined) this.#seconds = value;
    else this.#seconds += (value * time.unit.times) / time.unit.per;
  }

  /** The recording's own seconds (where there are dates or clocks: since the first); NaN if the row does not say it. */
  time(): Seconds {
    if (this.#unreadable) return Number.NaN;
    const number = this.#number;
    if (number !== undefined) return this.#timeOf(this.#seconds, number);
    if (this.#hasParts) this.#seconds += this.#sumOfParts();
    if (this.#half !== undefined) this.#seconds += this.#toHalf(this.#half);
    this.#seconds -= this.#east;
    if (Number.isNaN(this.#seconds)) return Number.NaN;
    if (!this.#known) {
      this.#known = true;
      this.#zero.seconds = this.#seconds;
      this.#zero.nanoseconds = this.#nanoseconds;
    }
    return this.#seconds - this.#zero.seconds + (this.#nanoseconds - this.#zero.nanoseconds) / 1e9;
  }

  /** The first times were no times of this recording (a clock that had not been set yet): it begins at this one. */
  beginAt(time: Seconds): void {
    if (this.#number !== undefined && this.#number.zero === undefined) {
      this.#first = time;
      return;
    }
    if (this.#number !== undefined) {
      this.#firstNumber += (time * this.#number.unit.per) / this.#number.unit.times;
      return;
    }
    const whole = Math.floor(time);
    this.#zero.seconds += whole;
    this.#zero.nanoseconds += Math.round((time - whole) * 1e9);
  }

  #timeOf(value: number, number: NumberTime): Seconds {
    const { times, per } = number.unit;
    if (!this.#known) {
      this.#known = true;
      this.#firstNumber = value;
      if (number.zero === undefined) this.#first = (value * times) / per;
    }
    if (number.zero === undefined)
      return number.unit.name === "d" ? rounded(value * times, number) : (value * times) / per;
    return rounded(((value - this.#firstNumber) * times) / per, number);
  }

  /** From a clock of twelve hours: 12 is the first hour of its half. */
  #toHalf(half: "am" | "pm"): Seconds {
    const late = this.#seconds - Math.floor(this.#seconds / DAY) * DAY >= DAY / 2;
    if (half === "pm") return late ? 0 : DAY / 2;
    return late ? -DAY / 2 : 0;
  }

  #sumOfParts(): Seconds {
    const [year = 0, month = 0, day = 0, yday = 0, hour = 0, minute = 0, second = 0, millisecond = 0, hhmm = 0] =
      this.#parts;
    const clock = hour * 3600 + minute * 60 + second + millisecond / 1000;
    const hours = Math.floor(hhmm / 100) * 3600 + (hhmm % 100) * 60;
    if (!this.#hasYear) return clock + hours;
    const full = year < 100 ? fullYear(year) : year;
    const days = this.#hasYday ? daysOfOrdinal(full, Math.floor(yday)) : daysOf(full, month, day);
    return days * DAY + (yday % 1) * DAY + clock + hours;
  }
}

/** `AM`, `p.m.`, `fm` and `em` (Swedish), `vm` and `nm` (Dutch). */
const HALF = /^[afvpen]\.?\s?m\.?$/i;

/** Is that what a column of halves holds? */
export function namesHalf(text: string): boolean {
  return HALF.test(text);
}

function halfIn(bytes: Uint8Array, start: number, end: number): "am" | "pm" | undefined {
  if (end - start < 2 || end - start > 5) return undefined;
  const first = bytes[start]! | 32;
  if (first === 97 || first === 102 || first === 118) return "am"; // a, f, v
  return first === 112 || first === 101 || first === 110 ? "pm" : undefined; // p, e, n
}

function rounded(seconds: Seconds, { unit }: NumberTime): Seconds {
  if (Number.isInteger(seconds)) return seconds;
  const ticks = unit.name === "d" ? TICKS_A_SECOND_OF_DAYS : TICKS_A_SECOND;
  return Math.round(seconds * ticks) / ticks;
}
