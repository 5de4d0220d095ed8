import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { RecordingReader } from "../../../devices/recording/reader.js";
import { AndasError, messageOf } from "../../domain/errors.js";
import type { Glyph } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import { HOUR, type Seconds, spoken } from "../../domain/time.js";
import { openBytes } from "../../ports/os/open-bytes.js";
import { liveliest } from "../../sensing/statistics/liveliest.js";
import { ColumnTrace } from "../../view/svg/column-trace.js";
import { PLOT_WIDTH, tracePicture } from "../../view/svg/trace-picture.js";
import type { Options } from "../options.js";
import type { Opened } from "../sense-recording.js";

/** What is drawn unless `--from` and `--to` say otherwise. */
const USUAL: Seconds = 6 * HOUR;
/** Samples further apart than so many usual steps have a hole between them. */
const PATIENCE = 10;

/** What was found in a recording, and how far it goes. */
export interface Heard {
  readonly spikes: readonly Spike[];
  readonly glyphs: readonly Glyph[];
  readonly start: Seconds;
  readonly end: Seconds;
}

/** The stretch that `--from` and `--to` ask for: six hours unless they say more, the liveliest if they say nothing. */
export function stretch(options: Options, { spikes, start, end }: Heard): { from: Seconds; to: Seconds } {
  const from = options.number("from");
  const to = options.number("to");
  if (from === undefined && to === undefined) {
    const begin = liveliest(spikes, USUAL, start, end);
    // A recording of one row is drawn as well.
    return { from: begin, to: Math.max(Math.min(begin + USUAL, end), begin + 1) };
  }
  const begin = from ?? Math.max(start, (to as Seconds) - USUAL);
  const stop = to ?? Math.min(end, begin + USUAL);
  if (begin < stop && begin < end && stop > start) return { from: begin, to: stop };
  throw new AndasError("usage", `--from and --to: nothing was recorded there; it goes from ${start} to ${end} s`);
}

/** Reads the recording once more, for the traces of a stretch, and draws them. Memory is that of the picture. */
export async function drawPicture({ recording, electrodes }: Opened, options: Options, heard: Heard): Promise<string> {
  const { file } = recording;
  if (!(heard.end >= heard.start))
    throw new AndasError("recording", `${file}: no row has a time that can be read: there is nothing to draw`);
  const { from, to } = stretch(options, heard);
  const reader = await RecordingReader.open(await openBytes(file), recording);
  const traces = electrodes.map(() => new ColumnTrace(from, to, PLOT_WIDTH, PATIENCE / reader.rate));
  try {
    for (;;) {
      let more = reader.next();
      if (typeof more !== "boolean") more = await more;
      const { time, values } = reader.row;
      if (!more || time > to) break;
      if (Number.isNaN(time)) continue;
      for (const [i, { index }] of electrodes.entries()) traces[i]?.push(time, values[index] as number);
    }
  } finally {
    await reader.close();
  }
  const inside = heard.spikes.filter(({ peak }) => peak >= from && peak < to);
  return tracePicture({
    title: basename(file),
    subtitle: `${spoken(to - from)} of ${spoken(heard.end - heard.start)}, ${inside.length} spike${inside.length === 1 ? "" : "s"}`,
    from,
    to,
    origin: heard.start,
    panels: electrodes.map(({ electrode: { name } }, i) => ({
      electrode: name,
      note: noteOn(inside.filter(({ electrode }) => electrode === name)),
      trace: traces[i] as ColumnTrace,
      spikes: heard.spikes.filter(({ electrode }) => electrode === name),
      glyphs: heard.glyphs.filter(({ electrode }) => electrode === name),
    })),
  });
}

export async function writePicture(path: string, picture: string): Promise<void> {
  try {
    await writeFile(path, picture);
  } catch (error) {
    const what = `the picture cannot be written to ${path} (${messageOf(error)}); give --svg a file in a folder that is there`;
    throw new AndasError("usage", what, error);
  }
}

function noteOn(spikes: readonly Spike[]): string {
  const up = spikes.filter(({ polarity }) => polarity === 1).length;
  return spikes.length === 0 ? "no spikes" : `${up} up, ${spikes.length - up} down`;
}
