import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import { openRecording, type RecordingReader } from "../../../devices/recording/reader.js";
import type { RecordingColumn } from "../../../devices/recording/row/column.js";
import type { RecordingRow } from "../../../devices/recording/row/row.js";
import type { Mark } from "../../../devices/recording/wav/marks.js";
import type { Electrode, Profile } from "../../domain/electrode.js";
import { AndasError } from "../../domain/errors.js";
import type { Evidence } from "../../domain/evidence.js";
import type { Glyph, GlyphChange } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import { ElectrodeSense } from "../../sensing/electrode-sense.js";
import { Sample } from "../../sensing/stream/sample.js";
import { TIME_SCALES } from "../../sensing/stream/time-scales.js";
import type { Args, Io } from "../cli/command.js";
import type { Options } from "../cli/options.js";
import { onColumn, type RecordingCard, recordingCard } from "./card.js";
import { countedBytes } from "./counted-bytes.js";
import { ListeningRhythm } from "./listening-rhythm.js";
import { layoutOf } from "./options.js";
import { tellRows, tellUnderstood } from "./tell.js";

/** A recording that is about to be sensed: how it is read, and which of its columns are electrodes, by their index in a row. */
export interface Opened {
  readonly recording: RecordingOptions;
  readonly electrodes: readonly { readonly electrode: Electrode; readonly index: number }[];
  /** What a person marked while it was recorded. */
  readonly marks: readonly Mark[];
}

/** What a command wants of the sensing alone. */
export interface Wanted {
  spike(spike: Spike): void;
  glyph(glyph: Glyph): void;
  glyphChange?(change: GlyphChange): void;
  evidence?(evidence: Evidence): void;
  /** Before anything else. */
  opened?(opened: Opened): void;
  /** Every sample before it is sensed, in mV, NaN where it is missing; `electrode` counts those that were `opened`, from 0. */
  sample?(electrode: number, at: Seconds, mv: number): void;
  /** Now and then, and at the end: a good moment to write. */
  flush(): Promise<void> | void;
}

const FLUSH_EVERY = 4096;

/** Runs a recording through the electrodes' senses, without node, clock or attention, in the file's own time. */
export async function sense(args: Args, options: Options, io: Io, wanted: Wanted): Promise<void> {
  const file = args.words[0]!;
  const profile = profileOf(options.text("profile"));
  const listen = options.text("listen");
  const rhythm = listen === undefined ? undefined : ListeningRhythm.parse(listen);
  const layout = layoutOf(options); // what makes no sense on the command line is told before any file is touched
  const card = await recordingCard(options.text("config"), { file, ...layout }, io);
  const reader = await openRecording(countedBytes(io), card.recording);
  const listener = { ...wanted, percept: () => {} };
  const channel = options.text("channel");
  const columns = await orClose(reader, () => chosen(reader.columns, channel));
  const seats = listed(columns, card).map(({ index, electrode }) => {
    const own = profile === undefined ? electrode : { ...electrode, profile };
    return { index, sense: new ElectrodeSense(own, listener, card.glyphs[own.profile]) };
  });
  const electrodes = seats.map(({ index, sense }) => ({ index, electrode: sense.electrode }));
  await orClose(reader, () => wanted.opened?.({ recording: card.recording, electrodes, marks: reader.marks }));
  tellUnderstood(reader, file, options, io);
  let rows = 0;
  let resting = false;
  const sample = new Sample();
  const take = ({ time, values, rested }: RecordingRow) => {
    if (rested) for (const { sense } of seats) sense.rest();
    const rests = rhythm?.hears(time) === false;
    if (rests && !resting) for (const { sense } of seats) sense.rest();
    resting = rests;
    if (rests) return;
    for (let i = 0; i < seats.length; i++) {
      const { index, sense } = seats[i]!;
      sample.at = time;
      sample.mv = values[index]!;
      wanted.sample?.(i, time, sample.mv);
      sense.push(sample);
    }
  };
  await reader.each((row) => {
    if (!Number.isNaN(row.time)) take(row); // a row whose time nobody knows has no place
    return ++rows % FLUSH_EVERY === 0 ? wanted.flush() : undefined;
  });
  await wanted.flush();
  tellRows(reader, file, options, io);
}

/** What cannot go on leaves no file open. */
async function orClose<T>(reader: RecordingReader, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** The electrodes among the columns, or the one that `--channel` names. */
function chosen(columns: readonly RecordingColumn[], channel: string | undefined) {
  const electrodes = columns
    .map(({ name, role }, index) => ({ name, role, index }))
    .filter(({ role }) => role === "electrode");
  if (channel === undefined) return electrodes;
  const found = electrodes.filter(({ name }) => name === channel);
  if (found.length > 0) return found;
  throw new AndasError(
    "usage",
    `there is no electrode "${channel}"; there are ${electrodes.map(({ name }) => name).join(", ")}`,
  );
}

/** Those of the columns that the card lists; all of them when it lists none. */
function listed(columns: ReturnType<typeof chosen>, { electrodes }: RecordingCard) {
  return columns.flatMap((column) => {
    const { name, index } = column;
    const usual: Electrode = { name, device: "recording", channel: name, profile: "fungus", control: false };
    const electrode = electrodes.length === 0 ? usual : onColumn(column, electrodes);
    return electrode === undefined ? [] : [{ index, electrode }];
  });
}

function profileOf(text: string | undefined): Profile | undefined {
  if (text === undefined) return undefined;
  if (Object.hasOwn(TIME_SCALES, text)) return text as Profile;
  throw new AndasError("usage", `there is no profile "${text}"; there are ${Object.keys(TIME_SCALES).join(", ")}`);
}
