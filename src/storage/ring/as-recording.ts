import type { Seconds } from "../../domain/time.js";
import { recordingHeader, recordingRow } from "../recording-text.js";
import type { Stretch } from "./ring-reader.js";

/** In front of a row: what lies between the one before and this one was a planned rest. The reader of recordings knows it. */
export const UNHEARD = "# unheard";

/** Which part of a ring becomes a recording; times both included. */
export interface Wanted {
  /** The columns, in order. */
  readonly names: readonly string[];
  readonly from?: Seconds | undefined;
  readonly to?: Seconds | undefined;
}

/** Makes rows of a recording out of stretches of one device, and says between them what a column of numbers cannot. */
export class RecordingText {
  readonly header: string;
  readonly #wanted: Wanted;
  #noted = "";
  /** A rest fell between the last row that was wanted and the next. */
  #rested = false;
  /** Rows so far, and when the first and the last of them were. */
  count = 0;
  first: Seconds = Number.NaN;
  last: Seconds = Number.NaN;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.header = recordingHeader(wanted.names);
  }

  /** Each of its rows that is wanted, as a line; notes stand in the line in front of theirs. */
  *rows(stretch: Stretch): Generator<string> {
    const { names, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = this.#wanted;
    const columns = names.map((name) => stretch.values[stretch.names.indexOf(name)]);
    const rested = new Set(stretch.rested);
    const values = new Float64Array(names.length);
    for (const [row, at] of stretch.times.entries()) {
      this.#rested ||= rested.has(row);
      if (at < from || at > to) continue;
      for (const [i, column] of columns.entries()) values[i] = column === undefined ? Number.NaN : column[row]!;
      const notes = this.#notes(stretch);
      if (this.count++ === 0) this.first = at;
      this.last = at;
      yield `${notes}${recordingRow(at, values)}\n`;
    }
  }

  /** What changed with this row. */
  #notes(stretch: Stretch): string {
    const note = noteOf(stretch);
    const changed = note === this.#noted ? "" : `${note}\n`;
    const unheard = this.#rested ? `${UNHEARD}\n` : "";
    this.#noted = note;
    this.#rested = false;
    return changed + unheard;
  }
}

function noteOf({ boot, quality, corrected }: Stretch): string {
  const set = corrected === 0 ? "" : `, set right by ${corrected.toFixed(3)} s`;
  return `# boot ${boot}, time quality ${quality}${set}`;
}
