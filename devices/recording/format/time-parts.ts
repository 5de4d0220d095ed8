import type { DateOrder } from "../time/date-time.js";
import type { NumberTime } from "../time/number-time.js";
import type { TimeCell, TimePart } from "../time/time-column.js";
import { timeUnit } from "../time/time-units.js";
import type { ColumnSample } from "./samples.js";

/** How times are written, as somebody said it: the order of a date, or what numbers count. */
export type TimeFormat = NumberTime | { readonly kind: "order"; readonly order: DateOrder };

const COUNTS: Readonly<Record<string, { unit: string; zero: number; name: string }>> = {
  unix: { unit: "s", zero: 0, name: "Unix seconds" },
  "unix-ms": { unit: "ms", zero: 0, name: "Unix milliseconds" },
  "unix-us": { unit: "us", zero: 0, name: "Unix microseconds" },
  "unix-ns": { unit: "ns", zero: 0, name: "Unix nanoseconds" },
  excel: { unit: "d", zero: -25_569 * 86_400, name: "days of a spreadsheet" },
};

/** What may be asked for, for people. */
export const TIME_FORMATS =
  "dmy, mdy, ymd, s, ms, us, ns, min, h, d, unix, unix-ms, unix-us, unix-ns, excel, or a pattern such as DD/MM/YYYY or %d/%m/%Y";

/** Undefined for what is none. */
export function timeFormatFrom(text: string): TimeFormat | undefined {
  const plain = text.trim();
  const counted = COUNTS[plain.toLowerCase()];
  const unit = timeUnit(counted?.unit ?? plain);
  if (unit !== undefined) return { kind: "number", unit, zero: counted?.zero, name: counted?.name ?? unit.name };
  const order = orderIn(plain);
  return order === undefined ? undefined : { kind: "order", order };
}

/** In `dmy`, `DD/MM/YYYY HH:mm:ss`, `%d.%m.%y`, `%b %d %Y`. */
function orderIn(text: string): DateOrder | undefined {
  const date = text.includes("%")
    ? [...text.matchAll(/%-?([a-zA-Z])/g)]
        .map(([, letter]) => ({ d: "d", e: "d", m: "m", b: "m", B: "m", y: "y", Y: "y" })[letter!] ?? "")
        .join("")
    : text
        .split(/[\sT]+H|[\sT]+h/)[0]!
        .toLowerCase()
        .replace(/[^dmy]/g, "")
        .replace(/(.)\1+/g, "$1");
  return (["ymd", "dmy", "mdy"] as const).find((order) => date.startsWith(order));
}

const NAMES: Readonly<Record<TimePart, RegExp>> = {
  year: /^(year|yr|yyyy|jahr|år|año|ano|année|annee|anno|jaar|rok)$/i,
  month: /^(month|mon|mm|monat|månad|mes|mês|mois|mese|maand)$/i,
  day: /^(day|dd|tag|dag|día|dia|jour|giorno|day of month|dom)$/i,
  yday: /^(yday|doy|jday|julian ?day|julianday|day of year|dayofyear)$/i,
  hour: /^(hour|hr|hh|h|stunde|timme|hora|heure|ora|uur)$/i,
  minute: /^(minute|min|minut|minuto|minuut)$/i,
  second: /^(second|seconds|sec|ss|s|sekunde|sekund|segundo|seconde|secondo)$/i,
  millisecond: /^(millisecond|milliseconds|ms|msec)$/i,
  hhmm: /^(hhmm|hour\/?min(ute)?|hourmin)$/i,
};

/** Year, day, hour and so on in columns of their own; none unless they make a date or a clock together. */
export function timeParts(columns: readonly ColumnSample[]): TimeCell[] {
  const found = new Map<TimePart, ColumnSample>();
  for (const column of columns) {
    const name = column.header.trim().replace(/_/g, " ");
    const part = (Object.keys(NAMES) as TimePart[]).find((each) => NAMES[each].test(name));
    if (part !== undefined && column.kind === "number" && !found.has(part)) found.set(part, column);
  }
  const day = found.get("day");
  if (day !== undefined && !found.has("month") && found.has("year")) {
    found.set("yday", day); // a logger's day of the year
    found.delete("day");
  }
  const dated = found.has("year") && (found.has("yday") || (found.has("month") && found.has("day")));
  const clocked = found.has("hhmm") || (found.has("hour") && found.has("minute"));
  if (!dated && !(clocked && found.has("second"))) return [];
  if (!dated) for (const part of ["year", "month", "day", "yday"] as const) found.delete(part);
  return [...found].map(([part, { cell }]) => ({ cell, time: { kind: "part", part } }));
}
