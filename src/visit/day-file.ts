import { DAY, iso } from "../domain/time.js";
import type { Files } from "../ports/files.js";
import { RecordingText } from "../storage/ring/as-recording.js";
import type { DayHeard, RingReader } from "../storage/ring/ring-reader.js";

/** A piece of text is written when it has become so long. */
const PIECE = 2 ** 16;
/** Of a row: its time, and each of its values. More is rare. */
const TIME_BYTES = 26;
const VALUE_BYTES = 12;
/** The last row of a day is before the next one begins, and no row is timed finer. */
const FINEST = 1e-6;

/** What a day of a device is called: days in the order of their names. */
export function dayName({ day, device }: DayHeard): string {
  return `${iso(day).slice(0, 10)} ${device}.csv`;
}

/** How large it becomes, about; rather more. */
export function dayBytes({ rows, names }: DayHeard): number {
  return rows * (TIME_BYTES + VALUE_BYTES * names.length);
}

/** A day's rows as `andas export` gives them, and a last line by which the next visit knows what is in it. */
export async function* dayText(reader: RingReader, heard: DayHeard): AsyncGenerator<string> {
  const { day, device, names } = heard;
  const of = { from: day, to: day + DAY - FINEST };
  const text = new RecordingText({ names, ...of });
  let piece = `${text.header}\n`;
  for await (const stretch of reader.stretches({ ...of, device }))
    for (const line of text.rows(stretch)) {
      piece += line;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
  yield piece + lastLine(heard);
}

/** Does this file hold the day as it is known now, to its last line? */
export async function holdsDay(files: Files, path: string, heard: DayHeard): Promise<boolean> {
  const last = lastLine(heard);
  const size = await files.size(path);
  if (size === undefined || size < last.length) return false;
  const end = await files.readBytes(path, size - last.length, last.length);
  return end !== undefined && Buffer.from(end).toString() === last;
}

function lastLine({ print }: DayHeard): string {
  return `# whole: ${print}\n`;
}
