import { AndasError } from "../../../src/domain/errors.js";
import type { Seconds } from "../../../src/domain/time.js";
import type { NumberStyle } from "../numbers/numbers.js";
import { CLOCK, DATE, DATE_AND_CLOCK } from "../time/date-time.js";
import { isDoubtful, looksLikeDates, numberTime } from "../time/number-time.js";
import { type CellTime, namesHalf, type TimeCell, TimeColumn } from "../time/time-column.js";
import { namesTime, timeUnit, timeUnitIn } from "../time/time-units.js";
import type { CellLooker } from "./cell-kind.js";
import { dateOrder } from "./date-order.js";
import { titleOf } from "./header.js";
import type { LoggerHabits } from "./loggers.js";
import { type ColumnSample, counts, forward, repeating, stepsEvenly } from "./samples.js";
import { type TimeFormat, timeParts } from "./time-parts.js";
import { unitIn } from "./units.js";

/** What decides which columns are the time. */
export interface TimeQuestion {
  readonly file: string;
  readonly columns: readonly ColumnSample[];
  /** Cells that were asked to be the time. */
  readonly asked: readonly number[];
  /** Cells that were asked to be something else. */
  readonly taken: ReadonlySet<number>;
  readonly format: TimeFormat | undefined;
  readonly logger: LoggerHabits | undefined;
  readonly looker: CellLooker;
  readonly numbers: NumberStyle;
}

/** One way to tell the time of a row. */
interface Candidate {
  readonly cells: readonly TimeCell[];
  readonly score: number;
}

/** Time stamps that are the one before again so often are too coarse to part the rows. */
export const COARSE = 0.2;

/** A name that is a row number's. */
const INDEX =
  /^(#|n[or]?\.?|nr|num(ber)?|nummer|num[eé]ro|index|idx|record|rn|rec\.?|row|rad|zeile|fila|ligne|riga|sample( ?(index|no\.?|number|nr|count|num))?|samples|counter|count|seq(uence)?( ?no\.?)?|id|obs|unnamed: 0|packet( ?(no\.?|number|count))?|frame|scan( ?(no\.?|number))?|line|point|messung|番号|序号|번호)$/i;

export function namesIndex(header: string): boolean {
  return INDEX.test(header.trim().replace(/_/g, " "));
}

/**
 * The cells that tell the time, by what they hold and what their headers say; none where rows only follow each other.
 * @throws AndasError `recording` where a date can be read in two ways, or what is called time cannot be read
 */
export function chooseTime(question: TimeQuestion): readonly TimeCell[] {
  const { columns, asked, taken, file } = question;
  const open = columns.filter(({ cell }) => (asked.length > 0 ? asked.includes(cell) : !taken.has(cell)));
  const candidates = candidatesAmong(open, question);
  const [best] = candidates.sort((a, b) => b.score - a.score);
  if (best !== undefined) {
    refuseDoubtful(best.cells, question);
    return best.cells;
  }
  const named = open.find(
    ({ header, kind, cell }) => (asked.includes(cell) || (namesTime(header) && cell === 0)) && kind === "text",
  );
  if (named === undefined && asked.length === 0) return [];
  const example = named?.texts.find((text) => text !== "") ?? "";
  throw new AndasError(
    "recording",
    `${file}: its time column holds nothing that can be read as time${example === "" ? "" : ` ("${example.slice(0, 40)}")`}: ` +
      "write seconds, or ISO 8601 such as 2026-11-22T05:00:00Z",
  );
}

/** Nobody is a thousand times wrong without having been asked. */
function refuseDoubtful([first]: readonly TimeCell[], { columns, file }: TimeQuestion): void {
  const column = columns[first?.cell ?? -1];
  if (first?.time.kind !== "number" || column === undefined || !isDoubtful(first.time, finite(column.values))) return;
  const title = titleOf(column.header, column.cell);
  throw new AndasError(
    "recording",
    `${file}: its time column "${title}" does not say what it counts, and goes up as milliseconds would: say which with --time-format ms (or s, us)`,
  );
}

function candidatesAmong(open: readonly ColumnSample[], question: TimeQuestion): Candidate[] {
  const { asked, format } = question;
  const found: Candidate[] = [];
  const add = (cells: readonly TimeCell[], extra = 0) => found.push({ cells, score: extra + scoreOf(cells, question) });
  const times = open.filter(({ kind }) => kind === "time");
  const textCells = (...columns: ColumnSample[]) => [
    ...columns.map((column) => textCell(column, question)),
    ...half(columns, question),
    ...fine(columns.at(-1)!, question),
  ];
  for (const column of times) if (column.what === DATE_AND_CLOCK) add(textCells(column), 0.4);
  const dates = open.filter((column) => column.what === DATE || isCompactDate(column));
  const clocks = times.filter(({ what }) => what === CLOCK);
  const [date] = dates;
  const [clock] = clocks;
  if (date !== undefined && clock !== undefined) add(textCells(date, clock), 0.3);
  else if (clock !== undefined) add(textCells(clock), 0.2);
  for (const column of dates)
    if (clock === undefined && forward(valuesOf([textCell(column, question)], question)) > 0.5)
      add([textCell(column, question)]);
  const parts = timeParts(open);
  if (parts.length > 0) add(parts, 1);
  const ask = (cell: number) => asked.includes(cell);
  for (const column of open) {
    if (column.kind !== "number" || isCompactDate(column)) continue;
    const { voltage, other } = unitIn(column.header);
    const named = ask(column.cell) || (namesTime(column.header) && !namesIndex(column.header) && other === undefined);
    const dated =
      voltage === undefined &&
      format === undefined &&
      looksLikeDates(finite(column.values), column.digits) &&
      isRising(column);
    if ((named && voltage === undefined && (isRising(column) || ask(column.cell))) || dated)
      add([numberCell(column, question)], (named ? 1 : 0) + (dated ? 0.5 : 0));
  }
  if (found.length === 0) for (const column of unnamed(open)) add([numberCell(column, question)]);
  return found;
}

/** Columns whose numbers go up evenly, and whose names say nothing against it: time in a language that nobody here knows. */
function unnamed(open: readonly ColumnSample[]): ColumnSample[] {
  const electrodes = open.filter(({ kind }) => kind === "number").length;
  return open.filter((column) => {
    if (electrodes < 2 || !stepsEvenly(column) || namesIndex(column.header)) return false;
    const { voltage, other } = unitIn(column.header);
    if (voltage !== undefined || other !== undefined || looksElectric(column.header)) return false;
    return column.header !== "" || !counts(column);
  });
}

function looksElectric(header: string): boolean {
  return (
    /^(e|ch|ain?|in|probe|pair|kanal|canal|channel|electrode|elektrode?|diff\w*|v(olt\w*)?|adc)?[\s_-]*\d*$|volt|spannung|electrode|differential|[a-z]\d+$/i.test(
      header,
    ) && header !== ""
  );
}

function isRising({ values }: ColumnSample): boolean {
  const numbers = finite(values);
  return forward(numbers) + repeating(numbers) > 0.5 && numbers.length > 0;
}

/** Stamps that go forward are worth most, then such as part the rows, then dates. */
function scoreOf(cells: readonly TimeCell[], question: TimeQuestion): number {
  const values = valuesOf(cells, question);
  const { dated } = new TimeColumn(cells, question.numbers);
  const goesOn = forward(values) + repeating(values) > 0.5;
  return (goesOn ? 8 : 0) + (repeating(values) < COARSE ? 4 : 0) + (dated ? 2 : 0) - cells[0]!.cell / 1e4;
}

function valuesOf(cells: readonly TimeCell[], { columns, numbers }: TimeQuestion): number[] {
  const column = new TimeColumn(cells, numbers);
  const encoder = new TextEncoder();
  const rows = columns[0]?.texts.length ?? 0;
  return Array.from({ length: rows }, (_, row) => {
    column.begin();
    for (const [slot, { cell }] of cells.entries()) {
      const bytes = encoder.encode(columns[cell]?.texts[row] ?? "");
      column.take(slot, bytes, 0, bytes.length);
    }
    return column.time();
  }).filter((time) => !Number.isNaN(time));
}

function numberCell({ cell, values, digits, header, unitCell }: ColumnSample, { format }: TimeQuestion): TimeCell {
  if (format?.kind === "number") return { cell, time: format };
  const unit = timeUnit(unitCell) ?? timeUnitIn(header);
  return { cell, time: numberTime(finite(values), digits, unit, header) };
}

function textCell(column: ColumnSample, question: TimeQuestion): TimeCell {
  const { cell, header, texts } = column;
  const what = column.what === 0 ? DATE : column.what;
  const order = (what & DATE) === 0 ? "ymd" : dateOrder(column, question);
  const held = texts.filter((text) => text !== "");
  const minutesFirst = /mm:ss/i.test(header) && !/hh?:mm/i.test(header);
  const twoParts = held.length > 0 && held.every((text) => /^\d+:\d+$/.test(text));
  const overflows = twoParts && held.some((text) => Number(text.split(":")[0]) > 23);
  return {
    cell,
    time: {
      kind: "text",
      style: { order, minutesFirst: minutesFirst || overflows },
      what,
      east: zoneIn(header),
    } satisfies CellTime,
  };
}

/** `Date Time, GMT+02:00`, `time (UTC-5)`: a zone that the header says for all. In seconds east. */
function zoneIn(header: string): Seconds {
  const found = /\b(?:GMT|UTC)\s*([+-])(\d{1,2}):?(\d{2})?/i.exec(header);
  if (found === null) return 0;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3] ?? 0) * 60);
}

/** A column of AM and PM beside a clock that has none. */
function half(clocks: readonly ColumnSample[], { columns }: TimeQuestion): TimeCell[] {
  const found = columns.find(
    ({ kind, texts }) => kind === "text" && texts.every((text) => text === "" || namesHalf(text)),
  );
  const said = clocks.some(({ texts }) => texts.some((text) => /[afvpen]\.?\s?m\.?$/i.test(text)));
  return found === undefined || said ? [] : [{ cell: found.cell, time: { kind: "half" } }];
}

/** A column of milliseconds beside stamps of whole seconds. */
function fine(stamp: ColumnSample, { columns }: TimeQuestion): TimeCell[] {
  if (stamp.texts.some((text) => /:\d\d[.,]\d/.test(text))) return [];
  const found = columns.find(
    ({ header, values, kind }) =>
      kind === "number" &&
      /^(ms|msec|millis|milliseconds?|millisekunden|fraction|subsec\w*)$/i.test(header.replace(/[^a-z]/gi, "")) &&
      finite(values).every((value) => Number.isInteger(value) && value >= 0 && value < 1000),
  );
  return found === undefined ? [] : [{ cell: found.cell, time: { kind: "part", part: "millisecond" } }];
}

function isCompactDate({ header, texts, kind }: ColumnSample): boolean {
  const held = texts.filter((text) => text !== "");
  return (
    kind === "number" &&
    namesTime(header) &&
    held.length > 0 &&
    held.every((text) => /^(19|20)\d\d[01]\d[0-3]\d([0-2]\d[0-5]\d([0-5]\d)?)?$/.test(text))
  );
}

function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}
