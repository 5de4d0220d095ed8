import type { Seconds } from "../../../src/domain/time.js";
import type { LeftOut, RecordingColumn } from "./column.js";

/** What was understood of a recording, before its rows are taken: what a person should check. */
export interface Understood {
  /** How it is written: `tabs`, `semicolons, decimal commas`, `WAV`; with the logger, where it is known. */
  readonly written: string;
  readonly columns: readonly RecordingColumn[];
  readonly leftOut: readonly LeftOut[];
  /** Headers of the columns that tell the time; none where rows come at a rate. */
  readonly timeColumns: readonly string[];
  /** How they tell it: `Unix seconds`, `dates, day first`, `ms`. */
  readonly timeFormat: string;
  readonly rate: number;
  /** Whose word the rate is, where no column tells the time. */
  readonly rateFrom: "nobody" | "asked" | "file";
  /** Since 1970; undefined where it has no dates. */
  readonly from: Seconds | undefined;
  /** Electrodes without a unit, taken as mV, and the usual size of their first values in mV. */
  readonly assumed: { readonly names: readonly string[]; readonly typical: number } | undefined;
  /** What else is worth knowing, each a few words. */
  readonly notes: readonly string[];
}

/** So many columns are told by name. */
const NAMED = 8;

/** All of it in one line. */
export function understoodLine(understood: Understood): string {
  const { written, leftOut, assumed, notes } = understood;
  const parts = [written, columnsLine(understood), timeLine(understood)];
  if (assumed !== undefined) {
    const names = assumed.names.length === understood.columns.length ? "" : ` for ${listed(assumed.names)}`;
    const makes = Number.isFinite(assumed.typical)
      ? `which makes ${size(assumed.typical)} mV typical`
      : "no reading in its first rows";
    parts.push(`no unit found${names}: mV assumed, ${makes} (--unit says otherwise)`);
  }
  if (leftOut.length > 0) parts.push(`left out: ${listed(leftOut.map(({ header, why }) => `"${header}" (${why})`))}`);
  return [...parts, ...notes].join("; ");
}

function columnsLine({ columns }: Understood): string {
  const electrodes = columns.filter(({ role }) => role === "electrode");
  const others = columns.filter(({ role }) => role !== "electrode").map(({ name, role }) => `${name} (${role})`);
  const units = [
    ...new Set(
      electrodes.map(({ unit, factor }) => (factor === 1 ? `${unit}` : `${Number(factor.toPrecision(3))} ${unit}`)),
    ),
  ];
  const one = units.length === 1;
  const names = electrodes.map(({ name, unit }) => (one ? name : `${name} in ${unit}`));
  const count = `${electrodes.length} electrode${electrodes.length === 1 ? "" : "s"}`;
  return [`${count} (${listed(names)}${one ? `, in ${units[0]}` : ""})`, ...others].join(", ");
}

function timeLine({ timeColumns, timeFormat, rate, rateFrom, from }: Understood): string {
  if (timeColumns.length === 0)
    return `no time column: ${pace(rate)} ${{ nobody: "assumed (--rate HZ says otherwise)", asked: "as asked", file: "as it says" }[rateFrom]}`;
  const names = timeColumns.map((name) => `"${name}"`).join(" and ");
  const dates =
    from === undefined ? "no dates" : `from ${new Date(Math.round(from * 1000)).toISOString().replace(".000", "")}`;
  return `time in ${names} (${timeFormat}), ${pace(rate)}, ${dates}`;
}

function pace(rate: number): string {
  if (rate === 1) return "a row a second";
  return rate > 1
    ? `${Number(rate.toPrecision(4))} rows a second`
    : `a row every ${Number((1 / rate).toPrecision(4))} s`;
}

function size(mv: number): string {
  return String(Number(mv.toPrecision(3)));
}

function listed(names: readonly string[]): string {
  return names.length <= NAMED
    ? names.join(", ")
    : `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
}
