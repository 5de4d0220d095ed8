import { AndasError, messageOf } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import type { ByteSource } from "../../src/ports/files.js";
import type { BadRows } from "./format/bad-rows.js";
import type { RecordingOptions } from "./format/begin.js";
import { beginTable } from "./format/begin.js";
import type { RecordingColumn } from "./format/header.js";
import { LineBuffer } from "./format/line-buffer.js";
import type { RecordingRow, RecordingTable } from "./format/table.js";

/**
 * Reads a recording from its first row to its last, in the memory of one buffer, whatever its length. Rows that lie in
 * the buffer come without a promise.
 */
export class RecordingReader {
  readonly #file: string;
  readonly #source: ByteSource;
  readonly #lines: LineBuffer;
  readonly #table: RecordingTable;

  private constructor(file: string, source: ByteSource, lines: LineBuffer, table: RecordingTable) {
    this.#file = file;
    this.#source = source;
    this.#lines = lines;
    this.#table = table;
  }

  /**
   * Reads the header and looks at the first rows. Closes the source if that fails.
   * @throws AndasError `recording` that says what is wrong with the file and what to do.
   */
  static async open(source: ByteSource, options: RecordingOptions): Promise<RecordingReader> {
    const lines = new LineBuffer();
    try {
      for (;;) {
        while (!lines.finished && !lines.full) lines.filled(await source.read(lines.free()));
        const table = beginTable(lines, options);
        if (table) return new RecordingReader(options.file, source, lines, table);
      }
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  get columns(): readonly RecordingColumn[] {
    return this.#table.layout.columns;
  }

  /** Nominal rows a second: as asked for, or the median of what the first times say. */
  get rate(): number {
    return this.#table.rate;
  }

  /** When the recording's own time is zero, since 1970: its first time, if that is ISO 8601. Else it does not say. */
  get epoch(): Seconds | undefined {
    return this.#table.epoch;
  }

  /** The time of the first row that has one, in the recording's own time. */
  get firstTime(): Seconds {
    return this.#table.firstTime;
  }

  /** The row that `next` found. Always the same object: copy what must be kept. */
  get row(): RecordingRow {
    return this.#table.row;
  }

  /** What could not be taken as it stood, so far. */
  get bad(): BadRows {
    return this.#table.bad;
  }

  /**
   * Goes on to the next row; false at the end. A promise only when the buffer has to be filled again, which rejects with
   * an AndasError `recording` if the file cannot be read any further.
   */
  next(): boolean | Promise<boolean> {
    const found = this.#table.next();
    return found === "more" ? this.#refill() : found === "row";
  }

  /** Visits every row that is left, then closes. A visitor that returns a promise is waited for. */
  async each(visit: (row: RecordingRow) => Promise<void> | void): Promise<void> {
    try {
      for (;;) {
        let more = this.next();
        if (typeof more !== "boolean") more = await more;
        if (!more) return;
        const busy = visit(this.row);
        if (busy !== undefined) await busy;
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  async #refill(): Promise<boolean> {
    for (;;) {
      this.#lines.filled(await this.#read(this.#lines.free()));
      const found = this.#table.next();
      if (found !== "more") return found === "row";
    }
  }

  async #read(into: Uint8Array): Promise<number> {
    try {
      return await this.#source.read(into);
    } catch (error) {
      const what = `${this.#file}: cannot be read any further (${messageOf(error)}): check its disk, or copy it again`;
      throw new AndasError("recording", what, error);
    }
  }
}
