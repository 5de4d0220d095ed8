import { AndasError } from "../../../src/domain/errors.js";
import { DAY, type Seconds } from "../../../src/domain/time.js";
import { daysOf } from "../time/calendar.js";
import type { DateOrder } from "../time/date-time.js";
import type { CellLooker } from "./cell-kind.js";
import { titleOf } from "./header.js";
import type { LoggerHabits } from "./loggers.js";
import type { ColumnSample } from "./samples.js";
import type { TimeFormat } from "./time-parts.js";

/** What settles how dates are read, beside what they are. */
export interface DateQuestion {
  readonly file: string;
  readonly format: TimeFormat | undefined;
  readonly logger: LoggerHabits | undefined;
  readonly looker: CellLooker;
}

const ORDERS = ["ymd", "dmy", "mdy"] as const;
/** Read in the wrong order, midnight leaps by a month or a year. */
const LEAP: Seconds = 26 * DAY;
/** Of two years that a date of two digits each may mean, the later one is the likelier from here on. */
const LATELY: Seconds = daysOf(2020, 1, 1) * DAY;

/**
 * The order of day, month and year that alone fits all dates, or in which alone they follow one another, or that is the logger's.
 * @throws AndasError `recording` where they can be read in more than one way
 */
export function dateOrder(column: ColumnSample, question: DateQuestion): DateOrder {
  const { format, logger, looker, file } = question;
  if (format?.kind === "order") return format.order;
  const { texts, header } = column;
  const held = texts.filter((text) => text !== "" && looker.timeIn(text) !== 0);
  const read = ORDERS.map((order) => ({ order, times: held.map((text) => looker.secondsIn(text, order)) }));
  let fitting = read.filter(({ times }) => !times.some(Number.isNaN));
  const same = ({ times }: { times: readonly Seconds[] }) =>
    times.every((time, row) => time === fitting[0]?.times[row]);
  if (fitting.length === ORDERS.length && fitting.every(same)) return "ymd"; // a year in front, or a month by its name
  fitting = thoseThat(fitting, ({ times }) => !leaps(times));
  const fits = (order: DateOrder | undefined) => fitting.some((one) => one.order === order);
  if (fitting.length > 1 && logger?.order !== undefined && fits(logger.order)) return logger.order;
  const named = orderNamedIn(header);
  if (fitting.length > 1 && named !== undefined && fits(named)) return named;
  fitting = thoseThat(fitting, ({ times }) => times[0]! >= LATELY);
  // Dots stand between day and month wherever they are used.
  if (/^\d{1,2}\.\d{1,2}\.\d{2,4}/.test(held[0] ?? "") && fits("dmy")) return "dmy";
  if (fitting.length === 1) return fitting[0]!.order;
  throw new AndasError(
    "recording",
    `${file}: "${(held[0] ?? "").slice(0, 40)}" in its column "${titleOf(header, column.cell)}" can be read in more than one way: say which with --time-format dmy (day first), mdy (month first) or ymd, or write 2026-04-03`,
  );
}

/** Those that a test speaks for, if it speaks for any. */
function thoseThat<T>(all: readonly T[], test: (one: T) => boolean): T[] {
  const good = all.filter(test);
  return good.length > 0 ? good : [...all];
}

function leaps(times: readonly Seconds[]): boolean {
  return times.some((time, row) => row > 0 && Math.abs(time - times[row - 1]!) > LEAP);
}

/** `Date (DD/MM/YYYY)`, `mm-dd-yy`. */
function orderNamedIn(header: string): DateOrder | undefined {
  if (/dd?[-/.]mm?|d[-/.]m/i.test(header)) return "dmy";
  return /mm?[-/.]dd?|m[-/.]d/i.test(header) ? "mdy" : undefined;
}
