import type { Seconds } from "../../../src/domain/time.js";
import { isBlankOrNaN, isMissing, SMALLEST_STAND_IN, standsForNothing } from "../numbers/missing.js";
import type { NumberReader } from "../numbers/numbers.js";
import { type BadRowReason, BadRows, type OddRowReason } from "../row/bad-rows.js";
import type { RecordingColumn } from "../row/column.js";
import type { RecordingRow, Rows } from "../row/row.js";
import type { Understood } from "../row/understood.js";
import type { CoarseStamps } from "../time/coarse.js";
import { AHEAD, type Stamps } from "../time/stamps.js";
import type { TimeColumn } from "../time/time-column.js";
import { CellCutter } from "./cell-cutter.js";
import type { LineBuffer } from "./line-buffer.js";
import type { Series } from "./long-table.js";
import { isBlank, isSame, OtherLines, saysUnheard } from "./other-lines.js";
import { TO_MILLIVOLTS } from "./units.js";

/** How the rows of a table are to be read: all that its beginning told. */
export interface Layout {
  /** The byte between cells; a space stands for any number of them. */
  readonly delimiter: number;
  /** Cells in a row; empty ones behind them are nothing. */
  readonly cells: number;
  readonly columns: readonly RecordingColumn[];
  /** Rows that are not of it are none of ours. */
  readonly series: Series | undefined;
  readonly numbers: NumberReader;
  readonly times: TimeColumn | undefined;
  readonly stamps: Stamps;
  /** Where several rows share a stamp. */
  readonly coarse: CoarseStamps | undefined;
  readonly rate: number;
  /** When its time was zero, since 1970, where the lines above the header say it. */
  readonly start: Seconds | undefined;
  /** The header's own bytes: it may come again. */
  readonly header: Uint8Array;
  readonly understood: Understood;
}

const IGNORED = -1;
const SERIES = -2;
/** -3 is the first cell of the time, -4 the second … */
const TIME = -3;
/** Bytes behind a row that are enough to judge it by. */
const ENOUGH_AHEAD = 64 * 1024;

/** The rows of a recording, out of its lines as they come. Allocates nothing, and goes on after every bad row. */
export class RecordingTable implements Rows {
  readonly layout: Layout;
  readonly row: RecordingRow;
  readonly bad = new BadRows();
  readonly odd = new BadRows<OddRowReason>();
  readonly #lines: LineBuffer;
  readonly #times: TimeColumn | undefined;
  readonly #others: OtherLines;
  readonly #cut: CellCutter;
  /** For each cell: the value it goes to, or what else it is. */
  readonly #targets: Int32Array;
  /** From the numbers of a column to millivolts. */
  readonly #multiply: Float64Array;
  readonly #divide: Float64Array;
  /** The last number of each column. */
  readonly #before: Float64Array;
  readonly #next = new Float64Array(AHEAD);
  readonly #series: Uint8Array;
  #foreign = false;
  #text = false;
  #stoodIn = false;
  #empty = false;
  #readable = 0;
  #index = 0;
  #rested = false;

  /** `lines` stands after the header. */
  constructor(layout: Layout, lines: LineBuffer) {
    const { columns, times } = layout;
    this.layout = layout;
    this.#lines = lines;
    this.#times = times;
    this.#others = new OtherLines(layout.header);
    this.#cut = new CellCutter(layout.delimiter);
    this.row = {
      line: 0,
      time: Number.NaN,
      values: new Float64Array(columns.length),
      fault: undefined,
      setBy: 0,
      rested: false,
    };
    this.#targets = new Int32Array(Math.max(layout.cells, 1)).fill(IGNORED);
    for (const [index, { cell }] of columns.entries()) this.#targets[cell] = index;
    for (const [slot, { cell }] of (times?.cells ?? []).entries()) this.#targets[cell] = TIME - slot;
    if (layout.series !== undefined) this.#targets[layout.series.cell] = SERIES;
    this.#series = new TextEncoder().encode(layout.series?.text);
    this.#before = new Float64Array(columns.length).fill(Number.NaN);
    const scales = columns.map(({ unit, factor }) => ({
      factor,
      ...(unit === undefined ? { times: 1, per: 1 } : TO_MILLIVOLTS[unit]),
    }));
    this.#multiply = Float64Array.from(scales, ({ times, factor }) => times * Math.max(1, factor));
    this.#divide = Float64Array.from(
      scales,
      ({ per, factor }) => per * (factor < 1 ? Number((1 / factor).toPrecision(12)) : 1),
    );
  }

  get columns(): readonly RecordingColumn[] {
    return this.layout.columns;
  }

  get rate(): number {
    return this.layout.rate;
  }

  get understood(): Understood {
    return this.layout.understood;
  }

  get epoch(): Seconds | undefined {
    return this.#times?.epoch ?? this.layout.start;
  }

  get firstTime(): Seconds {
    return this.#times?.first ?? 0;
  }

  next(): "row" | "more" | "end" {
    const lines = this.#lines;
    for (;;) {
      const { place, number } = lines;
      const found = lines.next();
      if (found === "none") return lines.finished ? "end" : "more";
      if (found === "overlong") return this.#skip();
      const { bytes, start, stop } = lines;
      if (isBlank(bytes, start, stop)) continue;
      const cells = this.#read(bytes, start, stop);
      if (this.#empty && this.#times !== undefined) continue; // a spreadsheet's rows below the last
      const good = this.#readable > 0 && !this.#text;
      let other = good ? undefined : this.#otherLine(cells);
      const fault = other === undefined ? this.#placeOwn() : undefined;
      if (fault === "more") {
        lines.backTo(place, number);
        return "more";
      }
      if (good && fault === "a time that cannot be read") other = this.#otherLine(cells);
      if (other === undefined) {
        this.#tell(fault, cells);
        return "row";
      }
      if (other !== "a comment") this.odd.count(other, lines.number);
      else this.#rested ||= saysUnheard(bytes, start, stop);
    }
  }

  /** What a line is, of which not everything could be read, if it is no row. */
  #otherLine(cells: number) {
    const { bytes, start, stop } = this.#lines;
    const wanted = this.layout.cells;
    if (wanted === 1) return undefined; // any line is a row, if a bad one
    return this.#others.reason(bytes, start, stop, cells === wanted || this.#readable > 0);
  }

  /** Reads the cells of a line; how many there are. */
  #read(bytes: Uint8Array, start: number, stop: number): number {
    const { row } = this;
    const { cells: wanted, numbers } = this.layout;
    const cut = this.#cut;
    row.values.fill(Number.NaN);
    this.#times?.begin();
    this.#text = this.#stoodIn = this.#foreign = false;
    this.#readable = 0;
    let cell = 0;
    let held = 0;
    for (let more = cut.begin(bytes, start, stop); more; more = cut.next(), cell++) {
      const { first, last } = cut;
      if (last > first) held = cell + 1;
      const target = cell < wanted ? this.#targets[cell]! : IGNORED;
      if (target === IGNORED) continue;
      if (target <= TIME) this.#times?.take(TIME - target, bytes, first, last);
      else if (target === SERIES) this.#foreign = !isSame(this.#series, bytes, first, last);
      else {
        const number = numbers.read(bytes, first, last);
        const value = (number * this.#multiply[target]!) / this.#divide[target]!;
        if (!Number.isFinite(value)) this.#miss(bytes, first, last);
        else if (Math.abs(number) >= SMALLEST_STAND_IN && this.#standsForNothing(target, number)) this.#stoodIn = true;
        else {
          row.values[target] = value;
          this.#before[target] = number;
          this.#readable++;
        }
      }
    }
    this.#empty = held === 0;
    return cell > wanted ? Math.max(held, wanted) : cell;
  }

  /** A number that loggers write for no value, and that is far from the one before. */
  #standsForNothing(target: number, number: number): boolean {
    return !(Math.abs(number - this.#before[target]!) < Math.abs(number) / 2) && standsForNothing(number);
  }

  /** A cell that is no number. */
  #miss(bytes: Uint8Array, first: number, last: number): void {
    if (isBlankOrNaN(bytes, first, last)) this.#readable++;
    else if (isMissing(bytes, first, last) || !Number.isNaN(this.layout.numbers.read(bytes, first, last)))
      this.#stoodIn = true;
    else this.#text = true;
  }

  /** A row of another series has no place among ours. */
  #placeOwn(): BadRowReason | "more" | undefined {
    if (!this.#foreign) return this.#place();
    this.row.setBy = 0;
    this.row.time = Number.NaN;
    return "another series than the first rows have";
  }

  /** Finds out the row's time. What is wrong with it; `more` bytes may be needed to say that. */
  #place(): BadRowReason | "more" | undefined {
    const { row } = this;
    row.setBy = 0;
    const times = this.#times;
    if (times === undefined) {
      row.time = this.#index++ / this.rate;
      return undefined;
    }
    const stamp = times.time();
    row.time = Number.NaN;
    if (Number.isNaN(stamp)) return "a time that cannot be read";
    const { stamps, coarse } = this.layout;
    if (coarse?.isNew(stamp) === false) {
      row.time = stamps.last + coarse.next();
      return undefined;
    }
    if (stamps.isOdd(stamp)) {
      const count = this.#lookAhead(stamp);
      if (count < 0) return "more";
      const verdict = stamps.judge(stamp, this.#next, count);
      if (verdict === "late") return "a time that is not after the one before";
      if (verdict === "far") return "a time far ahead of those around it";
      if (verdict === "new stretch") {
        row.setBy = stamps.setBy;
        this.odd.count("a clock that was set, where a new stretch begins", this.#lines.number);
      }
    }
    if (coarse !== undefined && !this.#beginStamp(stamp, coarse)) return "more";
    const at = stamps.place(stamp);
    stamps.passed(at);
    row.time = coarse === undefined ? at : at + coarse.next();
    return undefined;
  }

  /** The stamps of the next rows, into `#next`: how many; -1 if there may be more to come. */
  #lookAhead(stamp: Seconds): number {
    const coarse = this.layout.coarse !== undefined;
    let count = 0;
    const whole = this.#peek((time) => {
      const last = count === 0 ? stamp : this.#next[count - 1]!;
      if (!Number.isNaN(time) && !(coarse && time === last)) this.#next[count++] = time;
      return count < AHEAD;
    });
    return count < AHEAD && !whole ? -1 : count;
  }

  /** Counts the rows that share a stamp; false if there may be more to come. */
  #beginStamp(stamp: Seconds, coarse: CoarseStamps): boolean {
    let rows = 1;
    let over = false;
    const whole = this.#peek((time) => {
      if (time === stamp) rows++;
      else over = !Number.isNaN(time);
      return !over;
    });
    if (!over && !whole) return false;
    coarse.begin(stamp, rows, over);
    return true;
  }

  /** Shows the times of the rows to come, as long as it is asked for more. False if there may be more than the buffer holds. */
  #peek(take: (time: Seconds) => boolean): boolean {
    const lines = this.#lines;
    const times = this.#times as TimeColumn;
    const { place, number } = lines;
    const { rest } = lines;
    let enough = true;
    for (;;) {
      const found = lines.next();
      if (found === "none") {
        enough = lines.finished || rest >= ENOUGH_AHEAD;
        break;
      }
      if (found === "overlong" || isBlank(lines.bytes, lines.start, lines.stop)) continue;
      times.begin();
      this.#readTimes(lines.bytes, lines.start, lines.stop);
      if (!take(times.time())) break;
    }
    lines.backTo(place, number);
    return enough;
  }

  #readTimes(bytes: Uint8Array, start: number, stop: number): void {
    const cut = this.#cut;
    let cell = 0;
    for (let more = cut.begin(bytes, start, stop); more && cell < this.layout.cells; more = cut.next(), cell++) {
      const target = this.#targets[cell]!;
      if (target <= TIME) this.#times?.take(TIME - target, bytes, cut.first, cut.last);
    }
  }

  #tell(wrongTime: BadRowReason | undefined, cells: number): void {
    const { row } = this;
    const wanted = this.layout.cells;
    row.line = this.#lines.number;
    row.rested = this.#rested;
    this.#rested = false;
    if (cells !== wanted || wrongTime !== undefined) row.values.fill(Number.NaN);
    row.fault =
      cells < wanted
        ? "too few cells"
        : cells > wanted
          ? "too many cells"
          : (wrongTime ?? (this.#text ? "text in a number's place" : undefined));
    if (row.fault !== undefined) this.bad.count(row.fault, row.line);
    else if (this.#stoodIn) this.odd.count("a word or number for no value", row.line);
  }

  /** A line that was thrown away: its time is only known where rows come at a rate. */
  #skip(): "row" {
    const { row } = this;
    row.line = this.#lines.number;
    row.values.fill(Number.NaN);
    row.time = this.#times ? Number.NaN : this.#index++ / this.rate;
    row.setBy = 0;
    row.rested = false;
    row.fault = "a line of over a megabyte";
    this.bad.count(row.fault, row.line);
    return "row";
  }
}
