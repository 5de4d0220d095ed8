import { AndasError, isAndasError, messageOf } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import type { ByteSource, OpenBytes } from "../../src/ports/files.js";
import { beginTable, type RecordingOptions } from "./format/begin.js";
import { LineBuffer } from "./format/line-buffer.js";
import type { BadRows, OddRowReason } from "./row/bad-rows.js";
import type { RecordingColumn } from "./row/column.js";
import type { RecordingRow, Rows } from "./row/row.js";
import type { Understood } from "./row/understood.js";
import { gunzip } from "./source/gunzip.js";
import { KIND_BYTES, kindOf } from "./source/kind.js";
import { peek } from "./source/peeked.js";
import { asUtf8, utf16In } from "./source/utf16.js";
import { type Mark, marksIn, marksPath } from "./wav/marks.js";
import { beginWav } from "./wav/wav.js";

/** What rows are read out of: lines of text, or samples of sound. */
interface Buffer {
  readonly finished: boolean;
  readonly full: boolean;
  free(): Uint8Array;
  filled(count: number): void;
}

/**
 * Opens a recording, and what lies beside it (the marks of a sound file).
 * @throws AndasError `recording` that says what is wrong with the file and what to do.
 */
export async function openRecording(openBytes: OpenBytes, options: RecordingOptions): Promise<RecordingReader> {
  const marks = await marksBeside(openBytes, options.file);
  return RecordingReader.open(await openBytes(options.file), options, marks);
}

/**
 * Reads a recording from its first row to its last, in the memory of one buffer, whatever its length. Rows that lie in
 * the buffer come without a promise.
 */
export class RecordingReader {
  readonly #file: string;
  readonly #source: ByteSource;
  readonly #buffer: Buffer;
  readonly #rows: Rows;
  /** What a person marked while it was recorded, in the order of time. */
  readonly marks: readonly Mark[];

  private constructor(file: string, source: ByteSource, buffer: Buffer, rows: Rows, marks: readonly Mark[]) {
    this.#file = file;
    this.#source = source;
    this.#buffer = buffer;
    this.#rows = rows;
    this.marks = marks;
  }

  /**
   * Reads the header and looks at the first rows. Closes the source if that fails.
   * @throws AndasError `recording` that says what is wrong with the file and what to do.
   */
  static async open(
    source: ByteSource,
    options: RecordingOptions,
    marks: readonly Mark[] = [],
  ): Promise<RecordingReader> {
    let opened = source;
    try {
      const { plain, kind } = await unpacked(source, options.file);
      opened = plain;
      const wav = kind === "wav";
      const buffer = wav ? beginWav(options, marks.length) : new LineBuffer();
      for (;;) {
        while (!buffer.finished && !buffer.full) buffer.filled(await plain.read(buffer.free()));
        const rows = buffer instanceof LineBuffer ? beginTable(buffer, options) : buffer.begin();
        if (rows) return new RecordingReader(options.file, plain, buffer, rows, wav ? marks : []);
      }
    } catch (error) {
      await opened.close();
      if (isAndasError(error)) throw error;
      throw cannotRead(options.file, error);
    }
  }

  get columns(): readonly RecordingColumn[] {
    return this.#rows.columns;
  }

  /** Nominal rows a second: as asked for, or the median of what the first times say. */
  get rate(): number {
    return this.#rows.rate;
  }

  /** When the recording's own time is zero, since 1970: its first time, if that is a date. Else it does not say. */
  get epoch(): Seconds | undefined {
    return this.#rows.epoch;
  }

  /** The time of the first row that has one, in the recording's own time. */
  get firstTime(): Seconds {
    return this.#rows.firstTime;
  }

  /** The row that `next` found. Always the same object: copy what must be kept. */
  get row(): RecordingRow {
    return this.#rows.row;
  }

  /** What could not be taken as it stood, so far. */
  get bad(): BadRows {
    return this.#rows.bad;
  }

  /** What was met so far that is no fault, but worth a word. */
  get odd(): BadRows<OddRowReason> {
    return this.#rows.odd;
  }

  /** What its beginning told. */
  get understood(): Understood {
    return this.#rows.understood;
  }

  /**
   * Goes on to the next row; false at the end. A promise only when the buffer has to be filled again, which rejects with
   * an AndasError `recording` if the file cannot be read any further.
   */
  next(): boolean | Promise<boolean> {
    const found = this.#rows.next();
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
      this.#buffer.filled(await this.#read(this.#buffer.free()));
      const found = this.#rows.next();
      if (found !== "more") return found === "row";
    }
  }

  async #read(into: Uint8Array): Promise<number> {
    try {
      return await this.#source.read(into);
    } catch (error) {
      throw cannotRead(this.#file, error);
    }
  }
}

function cannotRead(file: string, error: unknown): AndasError {
  const what = `${file}: cannot be read any further (${messageOf(error)}): check its disk, or copy it again`;
  return new AndasError("recording", what, error);
}

/** Text as UTF-8, or sound, whatever it was packed in. @throws AndasError `recording` for what is neither */
async function unpacked(source: ByteSource, file: string): Promise<{ plain: ByteSource; kind: "text" | "wav" }> {
  const { first, source: whole } = await peek(source, KIND_BYTES);
  const kind = kindOf(first);
  if (typeof kind === "object") throw new AndasError("recording", `${file}: is ${kind.other}: ${kind.remedy}`);
  if (kind === "gzip") return unpacked(gunzip(whole), file);
  const encoding = kind === "text" ? utf16In(first) : undefined;
  return { plain: encoding === undefined ? whole : asUtf8(whole, encoding), kind: kind === "wav" ? "wav" : "text" };
}

/** The marks beside a sound file; none where there is no such file. */
async function marksBeside(openBytes: OpenBytes, file: string): Promise<readonly Mark[]> {
  const path = marksPath(file);
  if (path === undefined) return [];
  let source: ByteSource;
  try {
    source = await openBytes(path);
  } catch {
    return [];
  }
  try {
    const { first } = await peek(source, 1 << 20);
    return marksIn(new TextDecoder().decode(first));
  } finally {
    await source.close();
  }
}
