import { AndasError } from "../../../src/domain/errors.js";
import type { Seconds } from "../../../src/domain/time.js";
import type { HeaderOptions, RecordingLayout } from "./header.js";
import { parseHeader } from "./header.js";
import type { LineBuffer } from "./line-buffer.js";
import { isBlank, isPadding, RecordingTable } from "./table.js";
import { TimeColumn } from "./time-column.js";

export interface RecordingOptions extends HeaderOptions {
  /** What the recording is called in errors. */
  readonly file: string;
  /** Rows a second, where there is no time column; 1 unless said. */
  readonly rate?: number | undefined;
}

/** Rows that are looked at ahead, to learn how times are written and how far apart they are. */
const AHEAD = 100;

/**
 * Understands how a recording begins. `lines` must be full or finished, so that the same file begins in the same way
 * however it comes in. Undefined if that was not enough to go by: `lines` has grown, fill it again.
 * @throws AndasError `recording` if this is no recording, or holds nothing.
 */
export function beginTable(lines: LineBuffer, options: RecordingOptions): RecordingTable | undefined {
  const { file } = options;
  const beginning = lines.mark();
  const header = headerLine(lines, file);
  if (header === undefined) return again(lines, beginning, `${file}: its first line is over a megabyte: no table`);

  const layout = parseHeader(header, file, options);
  const times = layout.timed ? new TimeColumn() : undefined;
  const rows = lines.mark();
  const ahead = lookAhead(lines, layout, times);
  if (!ahead.any) return again(lines, beginning, `${file}: has a header and no rows: was it copied whole?`);
  if (times && !times.known) {
    const remedy = "write seconds, or ISO 8601 such as 2026-11-22T05:00:00Z";
    return again(lines, beginning, `${file}: its time column holds nothing that can be read as time: ${remedy}`);
  }
  lines.back(rows);
  return new RecordingTable(layout, ahead.rate ?? options.rate ?? 1, lines, times);
}

/** From the beginning once more with more bytes, if there are any and if there is room for them. */
function again(lines: LineBuffer, beginning: ReturnType<LineBuffer["mark"]>, otherwise: string): undefined {
  if (lines.finished || !lines.grow()) throw new AndasError("recording", otherwise);
  lines.back(beginning);
}

function headerLine(lines: LineBuffer, file: string): string | undefined {
  for (let first = true; ; first = false) {
    const found = lines.next();
    if (found === "none" && lines.finished)
      throw new AndasError("recording", `${file}: is empty: check that it was copied whole`);
    if (found !== "line") return undefined;
    if (first) skipByteOrderMark(lines, file);
    if (isBlank(lines.bytes, lines.start, lines.stop)) continue;
    const header = lines.bytes.subarray(lines.start, lines.stop);
    if (header.includes(0))
      throw new AndasError("recording", `${file}: is no text: give a CSV or TSV file, exported as UTF-8`);
    return decode(header);
  }
}

function skipByteOrderMark(lines: LineBuffer, file: string): void {
  const [a, b, c] = lines.bytes.subarray(lines.start, lines.stop);
  if (a === 0xef && b === 0xbb && c === 0xbf) lines.start += 3;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    throw new AndasError("recording", `${file}: is UTF-16 text: save it as UTF-8`);
}

/** UTF-8; Latin-1, where a logger wrote its µ in that. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}

/** Is there any row, and how many come in a second, as far as the first ones tell (their median distance)? */
function lookAhead(
  lines: LineBuffer,
  layout: RecordingLayout,
  times: TimeColumn | undefined,
): { any: boolean; rate: number | undefined } {
  const distances: Seconds[] = [];
  let any = false;
  let before = Number.NaN;
  for (let readable = 0; readable < AHEAD; ) {
    const found = lines.next();
    if (found === "none") break;
    if (found === "line" && isBlank(lines.bytes, lines.start, lines.stop)) continue;
    any = true;
    if (times === undefined) break;
    const time = found === "line" ? firstTime(lines, layout.delimiter, times) : Number.NaN;
    if (Number.isNaN(time)) continue;
    if (time > before) distances.push(time - before);
    before = time;
    readable++;
  }
  const median = distances.sort((a, b) => a - b)[distances.length >> 1];
  return { any, rate: median === undefined ? undefined : Number((1 / median).toPrecision(6)) };
}

function firstTime(lines: LineBuffer, delimiter: number, times: TimeColumn): Seconds {
  const { bytes, start, stop } = lines;
  let first = start;
  let last = start;
  while (last < stop && bytes[last] !== delimiter) last++;
  while (first < last && isPadding(bytes[first]!)) first++;
  while (first < last && isPadding(bytes[last - 1]!)) last--;
  return times.read(bytes, first, last);
}
