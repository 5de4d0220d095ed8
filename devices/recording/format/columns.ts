import { AndasError } from "../../../src/domain/errors.js";
import type { AskedRole, ColumnRole, LeftOut, RecordingColumn, Unit } from "../row/column.js";
import type { TimeCell } from "../time/time-column.js";
import { namesTime } from "../time/time-units.js";
import { ColumnNames, noElectrode, titleOf } from "./header.js";
import type { LoggerHabits } from "./loggers.js";
import { oneSeries, type Series } from "./long-table.js";
import { type ColumnSample, counts, forward } from "./samples.js";
import { namesIndex } from "./time-choice.js";
import { type OtherQuantity, otherFrom, unitIn, type Voltage, voltageFrom } from "./units.js";

/** More columns than this are no electrodes, but a table that lies on its side, or was cut at the wrong sign. */
const MOST_ELECTRODES = 1024;

/** What the columns of a recording are. */
export interface Columns {
  readonly read: readonly RecordingColumn[];
  readonly leftOut: readonly LeftOut[];
  /** Electrodes for which no unit was found, so that mV was assumed. */
  readonly assumed: readonly RecordingColumn[];
  /** Where rows may be of several series: the one that is read. */
  readonly series: Series | undefined;
}

export interface ColumnsQuestion {
  readonly file: string;
  readonly samples: readonly ColumnSample[];
  readonly times: readonly TimeCell[];
  /** What was asked of each, by cell; undefined where nothing was. */
  readonly asked: readonly (AskedRole | undefined)[];
  readonly unit: Unit | undefined;
  /** What the lines above the header say of all. */
  readonly stated: Voltage | undefined;
  readonly logger: LoggerHabits | undefined;
}

/** @throws AndasError `recording` when there is no electrode, or more than there can be */
export function columnsOf(question: ColumnsQuestion): Columns {
  const { file, samples, times } = question;
  const timed = new Set(times.map(({ cell }) => cell));
  let roles = samples.map((sample) => decide(sample, question, timed));
  // A signal may count by chance, where nothing else could be one.
  if (!roles.includes("electrode"))
    roles = roles.map((role) => (typeof role === "object" && role.why === COUNTS ? "electrode" : role));
  const electrodes = roles.filter((role) => role === "electrode").length;
  if (electrodes === 0) {
    const what = (role: Decided) => (typeof role === "object" ? role.why : role);
    throw noElectrode(
      file,
      samples.map(({ header }, i) => ({ header, what: what(roles[i]!) })),
    );
  }
  const series = oneSeries(file, samples, electrodes);
  if (electrodes > MOST_ELECTRODES)
    throw new AndasError(
      "recording",
      `${file}: has ${electrodes} columns of numbers: every electrode needs a column, every moment a row; is it a table on its side?`,
    );
  return { ...namedColumns(question, roles), series };
}

type Decided = AskedRole | { readonly why: string };

function decide(
  sample: ColumnSample,
  { times, asked, samples, logger }: ColumnsQuestion,
  timed: ReadonlySet<number>,
): Decided {
  if (timed.has(sample.cell)) return "time";
  const known = logger?.electrodes;
  const alone = known !== undefined && samples.some(({ header }) => known.test(header)) ? known : undefined;
  return asked[sample.cell] ?? roleOf(sample, unitOf(sample).other, times.length > 0, alone);
}

function namedColumns(
  { samples, unit, stated, logger }: ColumnsQuestion,
  roles: readonly Decided[],
): Omit<Columns, "series"> {
  const habit = logger?.unit === undefined ? undefined : { unit: logger.unit, factor: 1 };
  const common = habit ?? unitColumn(samples) ?? stated;
  const names = new ColumnNames();
  const read: RecordingColumn[] = [];
  const assumed: RecordingColumn[] = [];
  const leftOut: LeftOut[] = [];
  for (const [i, sample] of samples.entries()) {
    const { cell, header, kind } = sample;
    const role = roles[i]!;
    if (typeof role === "object") {
      // A separator at the end of rows is no column.
      if (header !== "" || kind !== "empty") leftOut.push({ header: titleOf(header, cell), why: role.why });
      continue;
    }
    if (role === "ignore" || role === "time") continue;
    const said = unitOf(sample);
    const voltage = said.voltage ?? common;
    const electrode = role === "electrode";
    const column: RecordingColumn = {
      name: names.name(said.less, role),
      role,
      header,
      cell,
      unit: electrode ? (unit ?? voltage?.unit ?? "mV") : undefined,
      factor: electrode && unit === undefined ? (voltage?.factor ?? 1) : 1,
    };
    read.push(column);
    if (electrode && unit === undefined && voltage === undefined) assumed.push(column);
  }
  return { read, leftOut, assumed };
}

/** What a column says of its unit: in its header, in a row of units, or behind each number. */
function unitOf({ header, unitCell, texts }: ColumnSample): {
  voltage: Voltage | undefined;
  other: OtherQuantity | undefined;
  less: string;
} {
  const said = unitIn(header);
  const row = unitCell === "" ? undefined : voltageFrom(unitCell);
  const other = row === undefined && unitCell !== "" ? otherFrom(unitCell) : undefined;
  const behind = texts.map((text) => /^[^a-zµμ]*\d\s*([a-zµμ]+)$/i.exec(text)?.[1]).find((unit) => unit !== undefined);
  const voltage = said.voltage ?? row ?? (behind === undefined ? undefined : voltageFrom(behind));
  return { voltage, other: voltage === undefined ? (said.other ?? other) : undefined, less: said.less };
}

/** The unit in a column of its own, as multimeters write it behind each reading. */
function unitColumn(samples: readonly ColumnSample[]): Voltage | undefined {
  for (const { kind, texts } of samples) {
    const said = [...new Set(texts)].filter((text) => text !== "");
    if (kind === "text" && said.length === 1) {
      const voltage = voltageFrom(said[0]!);
      if (voltage !== undefined) return voltage;
    }
  }
  return undefined;
}

const BATTERY = /\bbatt?(ery|erie|eri)?(\b|v|_)|\bv_?batt?\b|\bsupply\b/i;
const COUNTS = "it only counts";
const EVENTS =
  /\b(event|button|coupler|host|stopped|end of file|eof|comment|note|marker|kommentar|bemerkung|annotation|attached|detached|started|bad battery)/i;
const SOIL = /soil|vwc|moist|jord|boden|substrat/i;
const RAIN = /\brain\b|rainfall|precip|regn|niederschlag/i;
const HUMID = /humid|\brh\b|fukt|feucht/i;

/** What a column is by what it holds and what it is called: a role, or why it is left out. */
function roleOf(
  sample: ColumnSample,
  other: OtherQuantity | undefined,
  timed: boolean,
  electrodes: RegExp | undefined,
): ColumnRole | { readonly why: string } {
  const { header, kind, values } = sample;
  if (kind === "time") return { why: "a second clock" };
  if (kind === "text") return { why: "text" };
  if (kind === "empty" && (header === "" || EVENTS.test(header) || namesTime(header))) return { why: "empty" };
  if (counts(sample) && (namesIndex(header) || header === "" || (timed && !/\d|volt/i.test(header))))
    return { why: COUNTS };
  if (
    namesIndex(header) &&
    kind === "number" &&
    values.every((value) => Number.isNaN(value) || Number.isInteger(value)) &&
    forward(values) > 0.5
  )
    return { why: COUNTS };
  const isMeasured = other !== undefined && other !== "other";
  if (timed && !isMeasured && namesTime(header) && unitIn(header).voltage === undefined && forward(values) > 0.5)
    return { why: "a second clock" };
  if (BATTERY.test(header.replace(/_/g, " "))) return { why: "the logger's battery" };
  if (electrodes !== undefined && !electrodes.test(header)) return { why: "no electrode" };
  if (other === undefined) return "electrode";
  if (other === "temperature" || other === "light") return other;
  if (other === "humidity" || HUMID.test(header)) return "humidity";
  if (RAIN.test(header)) return "rain";
  if (SOIL.test(header)) return "moisture";
  return { why: "no voltage" };
}
