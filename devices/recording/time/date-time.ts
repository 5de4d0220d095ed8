import { daysOf, daysOfOrdinal, daysOfWeek, fullYear } from "./calendar.js";
import { Cursor } from "./cursor.js";
import { type Instant, parseIsoTime } from "./iso-time.js";
import { type TimeWord, timeWords } from "./words.js";

/** The order of day, month and year in a date of numbers, where its year does not stand first. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** What was found in a cell. */
export const NO_TIME = 0;
export const DATE = 1;
export const CLOCK = 2;
export const DATE_AND_CLOCK = 3;

const DAY = 86_400;
const DOT = 46;
const COLON = 58;
const COMMA = 44;
const DASH = 45;
const PLUS = 43;
const SLASH = 47;
const NONE = -1;

/** How what a cell leaves open is to be taken. */
export interface DateStyle {
  readonly order: DateOrder;
  /** Two numbers with a colon are minutes and seconds, not hours and minutes. */
  readonly minutesFirst?: boolean;
}

/**
 * Reads dates and times of day as people and loggers write them, out of bytes and without making text of them: `2026-06-01 8:00`,
 * `01.06.2026 08:00:00,250`, `06/01/26 08:00:00 PM`, `1 Jun 2026`, `20260601T080000Z`, `2026-152`, `2026-W23-1`, `26:15:00`
 * (elapsed), `2 days 01:00:00`. Without a zone it is UTC.
 */
export class DateTimeReader {
  readonly #style: DateStyle;
  readonly #cursor = new Cursor();
  /** Up to three numbers of a date, and how many digits they have. */
  readonly #numbers = new Float64Array(3);
  readonly #digits = new Int32Array(3);
  #count = 0;
  #month = NONE;
  #week = false;
  #days = 0;
  #hour = NONE;
  #minute = 0;
  #second = 0;
  #nanoseconds = 0;
  #pm: boolean | undefined;
  #east = 0;
  /** The words met last: a column says the same month for a month. */
  readonly #met: { bytes: Uint8Array; word: TimeWord | undefined }[] = [];
  #next = 0;

  constructor(style: DateStyle) {
    this.#style = style;
  }

  /** Which of date and clock were found; `into` is then since 1970, or since midnight where there is no date. */
  read(bytes: Uint8Array, start: number, end: number, into: Instant): number {
    if (parseIsoTime(bytes, start, end, into)) return end - start > 10 ? DATE_AND_CLOCK : DATE;
    if (end - start < 4 || end - start > 60) return NO_TIME;
    this.#reset();
    const cursor = this.#cursor;
    cursor.set(bytes, start, end);
    while (!cursor.done) if (!this.#takeNext(cursor)) return NO_TIME;
    return this.#assemble(into);
  }

  #reset(): void {
    this.#count = 0;
    this.#month = NONE;
    this.#week = false;
    this.#days = 0;
    this.#hour = NONE;
    this.#minute = this.#second = this.#nanoseconds = 0;
    this.#pm = undefined;
    this.#east = 0;
  }

  #takeNext(cursor: Cursor): boolean {
    const code = cursor.code;
    if (cursor.atDigit) return this.#takeNumber(cursor);
    if (this.#hour !== NONE && (this.#count === 0 || this.#dated) && (code === PLUS || code === DASH))
      return this.#takeZone(cursor);
    if (cursor.atLetter) return this.#takeWord(cursor);
    if (code === 91) return cursor.skipAll(); // [Europe/Stockholm]
    if (
      code !== 32 &&
      code !== DASH &&
      code !== SLASH &&
      code !== DOT &&
      code !== COMMA &&
      code !== 95 &&
      code !== 40 &&
      code !== 41
    )
      return false;
    if (code === DASH && this.#count === 0 && this.#month === NONE && this.#hour === NONE) return false; // a negative number
    cursor.skip();
    return true;
  }

  /** Is the date whole? */
  get #dated(): boolean {
    if (this.#count === 2) return this.#month !== NONE || (this.#digits[0] === 4 && this.#digits[1] === 3);
    return this.#count === 3 || this.#week;
  }

  #takeNumber(cursor: Cursor): boolean {
    const value = cursor.number();
    const { digits, code } = cursor;
    const dated = this.#dated;
    if (this.#hour === NONE && (code === COLON || (dated && (code === DOT || code === 104))))
      return this.#takeClock(value, cursor);
    if (this.#count === 0 && this.#month === NONE && (digits === 8 || digits === 12 || digits === 14)) {
      const scale = 10 ** (digits - 8);
      this.#takeCompactDate(Math.floor(value / scale));
      if (digits > 8) this.#takeCompactClock(value % scale, digits - 8, cursor);
      return true;
    }
    if (dated && this.#hour === NONE && (digits === 4 || digits === 6)) {
      this.#takeCompactClock(value, digits, cursor);
      return true;
    }
    if (this.#count === 3) return false;
    this.#numbers[this.#count] = value;
    this.#digits[this.#count++] = digits;
    return true;
  }

  #takeCompactDate(date: number): void {
    this.#numbers[0] = Math.floor(date / 10_000);
    this.#numbers[1] = Math.floor(date / 100) % 100;
    this.#numbers[2] = date % 100;
    this.#digits.fill(2);
    this.#digits[0] = 4;
    this.#count = 3;
  }

  #takeCompactClock(clock: number, digits: number, cursor: Cursor): void {
    const seconds = digits === 6 ? clock % 100 : 0;
    const minutes = digits === 6 ? Math.floor(clock / 100) : clock;
    this.#hour = Math.floor(minutes / 100);
    this.#minute = minutes % 100;
    this.#second = seconds;
    if (cursor.code === DOT || cursor.code === COMMA) this.#nanoseconds = cursor.fraction();
  }

  /** The cursor stands at what follows the first number. */
  #takeClock(first: number, cursor: Cursor): boolean {
    const separator = cursor.code;
    cursor.skip();
    const second = cursor.number();
    if (cursor.digits < 1 || cursor.digits > 2) return false;
    if (cursor.code !== separator || !cursor.digitFollows) {
      const fraction = cursor.code === DOT || cursor.code === COMMA ? cursor.fraction() : NONE;
      const minutes = this.#count === 0 && (fraction !== NONE || this.#style.minutesFirst === true);
      this.#hour = minutes ? 0 : first;
      this.#minute = minutes ? first : second;
      this.#second = minutes ? second : 0;
      // Minutes may have a fraction too (ISO 8601).
      if (fraction !== NONE) this.#takeFraction(fraction, minutes ? 1 : 60);
      return true;
    }
    cursor.skip();
    const third = cursor.number();
    if (cursor.digits < 1 || cursor.digits > 2) return false;
    this.#hour = first;
    this.#minute = second;
    this.#second = third;
    if (cursor.code === COLON && cursor.digitFollows) {
      cursor.skip();
      const fourth = cursor.number();
      if (cursor.digits >= 3) this.#nanoseconds = fourth * 10 ** (9 - Math.min(9, cursor.digits));
      else this.#takeDays(first, second, third, fourth);
    }
    if (cursor.code === DOT || cursor.code === COMMA) this.#nanoseconds = cursor.fraction();
    return true;
  }

  #takeDays(days: number, hour: number, minute: number, second: number): void {
    this.#days = days;
    this.#hour = hour;
    this.#minute = minute;
    this.#second = second;
  }

  #takeFraction(nanoseconds: number, times: number): void {
    const whole = nanoseconds * times;
    this.#second += Math.floor(whole / 1e9);
    this.#nanoseconds = whole % 1e9;
  }

  #takeZone(cursor: Cursor): boolean {
    const west = cursor.code === DASH;
    cursor.skip();
    let hours = cursor.number();
    let minutes = 0;
    const { digits } = cursor;
    if (digits === 4) {
      minutes = hours % 100;
      hours = Math.floor(hours / 100);
    } else if (digits < 1 || digits > 2) return false;
    else if (cursor.code === COLON) {
      cursor.skip();
      minutes = cursor.number();
      if (cursor.digits !== 2) return false;
    }
    this.#east = (west ? -1 : 1) * (hours * 3600 + minutes * 60);
    return hours < 24 && minutes < 60;
  }

  #takeWord(cursor: Cursor): boolean {
    const start = cursor.at;
    cursor.skipWord();
    const first = cursor.bytes[start]! | 32;
    if (cursor.at - start === 1 && first === 119 && this.#count === 1 && cursor.atDigit) return this.#takeWeek(cursor);
    const word = this.#meaning(cursor.bytes, start, cursor.at);
    if (word === undefined) return false;
    if (word.kind === "month") this.#month = word.month;
    else if (word.kind === "half") this.#pm = word.pm;
    else if (word.kind === "zone") this.#east = word.east;
    else if (word.kind === "days") {
      if (this.#count !== 1) return false;
      this.#days = this.#numbers[0]!;
      this.#count = 0;
    }
    return true;
  }

  /** `W23-1`, `W231`, `W23`, behind the year. */
  #takeWeek(cursor: Cursor): boolean {
    const value = cursor.number();
    const joined = cursor.digits === 3;
    if (cursor.digits !== 2 && !joined) return false;
    let day = joined ? value % 10 : 1;
    if (!joined && cursor.code === DASH && cursor.digitFollows) {
      cursor.skip();
      day = cursor.number();
    }
    this.#numbers[1] = joined ? Math.floor(value / 10) : value;
    this.#numbers[2] = day;
    this.#week = true;
    return true;
  }

  #meaning(bytes: Uint8Array, start: number, end: number): TimeWord | undefined {
    for (const { bytes: known, word } of this.#met) {
      if (known.length !== end - start) continue;
      let same = 0;
      while (same < known.length && known[same] === bytes[start + same]) same++;
      if (same === known.length) return word;
    }
    const own = bytes.slice(start, end);
    const word = timeWords().find(new TextDecoder().decode(own));
    this.#met[this.#next++ % 8] = { bytes: own, word };
    return word;
  }

  #assemble(into: Instant): number {
    let hour = this.#hour;
    if (this.#pm !== undefined) {
      if (hour < 0 || hour > 12) return NO_TIME;
      hour = (hour % 12) + (this.#pm ? 12 : 0);
    }
    const clocked = hour !== NONE;
    if (this.#count === 1 && this.#month === NONE && !this.#week && clocked) {
      this.#days = this.#numbers[0]!; // 1.02:03:04
      this.#count = 0;
    }
    const dated = this.#count > 0 || this.#month !== NONE;
    // 24:00:00 is the end of a day, 60 a leap second; what has no date may last for days.
    if (this.#minute > 59 || this.#second > 60 || (dated && clocked && hour > 24)) return NO_TIME;
    const days = dated ? this.#date() : this.#days;
    if (Number.isNaN(days) || (!dated && !clocked)) return NO_TIME;
    into.seconds = days * DAY + (clocked ? hour * 3600 : 0) + this.#minute * 60 + this.#second - this.#east;
    into.nanoseconds = this.#nanoseconds;
    return (dated ? DATE : NO_TIME) + (clocked ? CLOCK : NO_TIME);
  }

  /** Days since 1970; NaN where it makes no date. */
  #date(): number {
    const [a = 0, b = 0, c = 0] = this.#numbers;
    const digits = this.#digits;
    if (this.#week) return daysOfWeek(a, b, c);
    if (this.#month !== NONE) {
      if (this.#count !== 2) return Number.NaN;
      const yearFirst = digits[0]! > 2 || a > 31;
      const year = yearFirst ? a : b;
      return daysOf(digits[yearFirst ? 0 : 1]! > 2 ? year : fullYear(year), this.#month, yearFirst ? b : a);
    }
    if (this.#count === 2) return digits[0] === 4 && digits[1] === 3 ? daysOfOrdinal(a, b) : Number.NaN;
    if (this.#count !== 3) return Number.NaN;
    if (digits[0] === 4) return digits[1]! <= 2 && digits[2]! <= 2 ? daysOf(a, b, c) : Number.NaN;
    if (digits[0]! > 2 || digits[1]! > 2) return Number.NaN;
    if (digits[2] !== 4 && digits[2]! > 2) return Number.NaN;
    const { order } = this.#style;
    if (order === "ymd") return digits[2] === 4 ? Number.NaN : daysOf(fullYear(a), b, c);
    const year = digits[2] === 4 ? c : fullYear(c);
    return order === "dmy" ? daysOf(year, b, a) : daysOf(year, a, b);
  }
}
