import { AndasError } from "../../../src/domain/errors.js";
import { standsForNothing } from "../numbers/missing.js";
import { NumberReader } from "../numbers/numbers.js";
import type { Understood } from "../row/understood.js";
import { CoarseStamps } from "../time/coarse.js";
import { type Pace, paceOf } from "../time/pace.js";
import { Stamps } from "../time/stamps.js";
import { type TimeCell, TimeColumn } from "../time/time-column.js";
import { type FirstLine, firstLines } from "./beginning.js";
import { CellCutter } from "./cell-cutter.js";
import { CellLooker } from "./cell-kind.js";
import { cellsOf } from "./cells.js";
import { columnsOf } from "./columns.js";
import { describe } from "./describe.js";
import { type Dialect, dialectOf, SEPARATORS } from "./dialect.js";
import { type Head, headOf } from "./head.js";
import { askedRoles, type HeaderOptions, noHeader } from "./header.js";
import type { LineBuffer } from "./line-buffer.js";
import { loggerOf } from "./loggers.js";
import { isBlank } from "./other-lines.js";
import { readPreamble } from "./preamble.js";
import { sampleOf } from "./samples.js";
import { RecordingTable } from "./table.js";
import { chooseTime } from "./time-choice.js";
import { timeFormatFrom } from "./time-parts.js";

export interface RecordingOptions extends HeaderOptions {
  /** What the recording is called in errors. */
  readonly file: string;
  /** Rows a second, where there is no time column; 1 unless said, by whoever asks or by the file. */
  readonly rate?: number | undefined;
  /** How its times are written, where that leaves room for doubt. */
  readonly timeFormat?: string | undefined;
  /** Millivolts at full scale, of a sound file. */
  readonly scale?: number | undefined;
}

/** So many rows are looked at to learn how far apart they come. */
const STAMPS = 5000;
const DAY = 86_400;

/**
 * Understands how a recording begins. `lines` must be full or finished, so that the same file begins in the same way
 * however it comes in. Undefined if that was not enough to go by: `lines` has grown, fill it again.
 * @throws AndasError `recording` if this is no recording, or holds nothing that can be read.
 */
export function beginTable(lines: LineBuffer, options: RecordingOptions): RecordingTable | undefined {
  const { file } = options;
  const beginning = lines.mark();
  const found = firstLines(lines);
  const refusal = (what: string) => new AndasError("recording", `${file}: ${what}`);
  const again = (otherwise: AndasError) => {
    if (lines.finished) throw otherwise;
    if (!lines.grow())
      throw found.lines.length === 0
        ? otherwise
        : refusal("its first lines hold over a megabyte: no table, or one that lies on its side");
    lines.back(beginning);
    return undefined;
  };
  if (found.overlong || found.lines.length === 0)
    return again(
      refusal(
        lines.finished && !found.overlong
          ? "is empty: check that it was copied whole"
          : "its first line is over a megabyte: no table",
      ),
    );
  if (found.lines[0]!.text.includes("\0")) throw refusal("is no text: give a CSV or TSV file, exported as UTF-8");

  const { asked, texts, rest } = separatorLine(found.lines);
  const dialect = dialectOf(texts, asked);
  if (dialect === undefined) return again(refusal(whyNoRows(texts)));
  const looker = new CellLooker(dialect.numbers);
  const head = headOf(texts, dialect, looker);
  if (!("names" in head)) {
    if (head.cells === 0) throw noHeader(file, dialect.separator, numberOf(rest[head.line]));
    throw refusal(whyUnequal(dialect, head.cells));
  }
  const first = rest[head.body];
  if (first === undefined) return again(refusal("has a header and no rows: was it copied whole?"));
  return understand(lines, { options, dialect, looker, head, texts, rest, first });
}

interface Beginning {
  readonly options: RecordingOptions;
  readonly dialect: Dialect;
  readonly looker: CellLooker;
  readonly head: Head;
  readonly texts: readonly string[];
  readonly rest: readonly FirstLine[];
  /** The first line that may be a row. */
  readonly first: FirstLine;
}

function understand(
  lines: LineBuffer,
  { options, dialect, looker, head, texts, rest, first }: Beginning,
): RecordingTable {
  const { file } = options;
  const { separator, cells, numbers } = dialect;
  const logger = loggerOf(texts.slice(0, head.body));
  const rows = texts
    .slice(head.body)
    .map((text) => cellsOf(text, separator))
    .filter((row) => row.length === cells);
  const samples = head.names.map((name, cell) => sampleOf(name, head.units[cell] ?? "", cell, rows, looker));
  const roles = askedRoles(head.names, file, options.columns ?? {});
  const isAsked = (cell: number) => roles[cell] === "time";
  const timeCells = chooseTime({
    ...{
      file,
      columns: samples,
      looker,
      numbers,
      logger,
      format: options.timeFormat === undefined ? undefined : timeFormatFrom(options.timeFormat),
    },
    asked: head.names.map((_, cell) => cell).filter(isAsked),
    taken: new Set(head.names.map((_, cell) => cell).filter((cell) => roles[cell] !== undefined)),
  });
  const preamble = readPreamble(texts.slice(0, head.body));
  const stated = preamble.voltage;
  const columns = columnsOf({ stated, file, samples, times: timeCells, asked: roles, unit: options.unit, logger });
  if (lines.finished && columns.read.every(({ cell }) => samples[cell]!.values.every(isNothing)))
    throw new AndasError(
      "recording",
      `${file}: none of its ${rows.length} rows holds a value: was anything connected?`,
    );
  const times = timeCells.length === 0 ? undefined : new TimeColumn(timeCells, numbers);
  lines.backTo(first.place, first.before);
  const stamps = times === undefined ? [] : stampsOf(lines, times, timeCells, dialect);
  lines.backTo(first.place, first.before);
  const pace = paceOf(stamps);
  const offset = begun(times, stamps, pace);
  const rate = pace.rate ?? options.rate ?? preamble.rate ?? 1;
  const start = times?.dated === true || times?.daily === true ? undefined : preamble.start;
  const understood: Understood = describe({
    ...{ dialect, logger, samples, columns, times, rate, start },
    rateFrom: options.rate !== undefined ? "asked" : preamble.rate !== undefined ? "file" : "nobody",
    names: head.names,
  });
  return new RecordingTable(
    {
      delimiter: separator.charCodeAt(0),
      cells: usedCells(
        head,
        samples.map(({ kind }) => kind !== "empty"),
      ),
      columns: columns.read,
      series: columns.series,
      numbers: new NumberReader(numbers),
      ...{ times, rate, start, understood },
      stamps: new Stamps(pace.step, times?.daily === true ? DAY : 0, offset),
      coarse: pace.rowsAStamp > 1 ? new CoarseStamps(pace.step, pace.rowsAStamp) : undefined,
      header: head.line === undefined ? new Uint8Array() : headerBytes(lines, rest[head.line]!, first),
    },
    lines,
  );
}

/**
 * Begins the recording's time at its first good stamp. Where a clock got its date only later, that date counts for what was before
 * too, at its own pace: what makes the first stamps so is given back, in seconds.
 */
function begun(times: TimeColumn | undefined, stamps: readonly number[], { first, setAt, step }: Pace): number {
  if (times === undefined) return 0;
  if (setAt === undefined || !times.dated) {
    if (first > 0) times.beginAt(stamps[first]!);
    return 0;
  }
  const begin = stamps[setAt]! - (stamps[setAt - 1]! - stamps[first]!) - step;
  times.beginAt(begin);
  return begin - stamps[first]!;
}

function isNothing(value: number): boolean {
  return !Number.isFinite(value) || standsForNothing(value);
}

/** `sep=;` in the first line, as spreadsheets have it. */
function separatorLine(lines: readonly FirstLine[]): {
  asked: string | undefined;
  texts: string[];
  rest: readonly FirstLine[];
} {
  const said = /^"?sep=(.)"?/i.exec(lines[0]!.text)?.[1];
  const asked = SEPARATORS.find((separator) => separator === said);
  const rest = asked === undefined ? lines : lines.slice(1);
  return { asked, rest, texts: rest.map(({ text }) => text) };
}

/** The stamps of the first rows, as far as the buffer reaches. */
function stampsOf(lines: LineBuffer, times: TimeColumn, cells: readonly TimeCell[], { separator }: Dialect): number[] {
  const cut = new CellCutter(separator.charCodeAt(0));
  const slots = new Map(cells.map(({ cell }, slot) => [cell, slot]));
  const stamps: number[] = [];
  for (let n = 0; n < STAMPS; n++) {
    const found = lines.next();
    if (found === "none") break;
    const { bytes, start, stop } = lines;
    if (found === "overlong" || isBlank(bytes, start, stop)) continue;
    times.begin();
    let taken = 0;
    let cell = 0;
    for (let more = cut.begin(bytes, start, stop); more; more = cut.next(), cell++) {
      const slot = slots.get(cell);
      if (slot === undefined) continue;
      times.take(slot, bytes, cut.first, cut.last);
      taken++;
    }
    const time = taken === slots.size ? times.time() : Number.NaN;
    if (!Number.isNaN(time)) stamps.push(time);
  }
  return stamps;
}

/** Cells that a row must have: without those at its end that have no name and hold nothing. */
function usedCells({ names }: Head, held: readonly boolean[]): number {
  return names.findLastIndex((name, cell) => name !== "" || held[cell] === true) + 1;
}

function headerBytes(lines: LineBuffer, header: FirstLine, first: FirstLine): Uint8Array {
  lines.backTo(header.place, header.before);
  lines.next();
  const bytes = lines.bytes.slice(lines.start, lines.stop);
  lines.backTo(first.place, first.before);
  return bytes;
}

function numberOf(line: FirstLine | undefined): number {
  return (line?.before ?? 0) + 1;
}

function whyNoRows(texts: readonly string[]): string {
  return texts.length <= 3
    ? "has a header and no rows: was it copied whole?"
    : "holds no rows of numbers: give a CSV or TSV file with a column for each electrode and a header above them";
}

function whyUnequal({ separator, cells }: Dialect, header: number): string {
  const comma =
    separator === "," && cells > header
      ? "; if its decimal sign is a comma, export it with semicolons between cells"
      : "";
  return `its rows have ${cells} cells, its header ${header}: give each column a name${comma}`;
}
