import { RecordingReader } from "../../devices/recording/reader.js";
import type { Profile } from "../domain/electrode.js";
import { AndasError } from "../domain/errors.js";
import type { Glyph } from "../domain/glyph.js";
import type { RecordingColumn } from "../domain/recording/header.js";
import type { Spike } from "../domain/spike.js";
import { openBytes } from "../ports/os/open-bytes.js";
import { ElectrodeSense } from "../sensing/electrode-sense.js";
import { TEMPERS } from "../sensing/profiles.js";
import type { Args, Io } from "./command.js";
import type { Options } from "./options.js";

/** What a command wants of the sensing alone. */
interface Wanted {
  spike(spike: Spike): void;
  glyph(glyph: Glyph): void;
  /** Now and then, and at the end: a good moment to write. */
  flush(): Promise<void> | void;
}

const FLUSH_EVERY = 4096;

/** Runs a recording through the electrodes' senses, without node, clock or attention, in the file's own time. */
export async function sense(args: Args, options: Options, io: Io, wanted: Wanted): Promise<void> {
  const file = args.words[0] as string;
  const profile = profileOf(options.text("profile"));
  const reader = await RecordingReader.open(await openBytes(file), { file, ...options.layout() });
  const listener = { ...wanted, percept: () => {} };
  const seats = chosen(reader.columns, options.text("channel")).map(({ name, index }) => ({
    index,
    sense: new ElectrodeSense({ name, device: "recording", channel: name, profile, control: false }, listener),
  }));
  let rows = 0;
  await reader.each((row) => {
    // A row whose time nobody knows has no place.
    if (!Number.isNaN(row.time)) for (const seat of seats) seat.sense.push(row.time, row.values[seat.index] as number);
    return ++rows % FLUSH_EVERY === 0 ? wanted.flush() : undefined;
  });
  await wanted.flush();
  if (reader.bad.total > 0) io.err(`andas: ${file}: ${reader.bad.total} bad rows: ${reader.bad}\n`);
}

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

function profileOf(text: string | undefined): Profile {
  if (text === undefined) return "fungus";
  if (Object.hasOwn(TEMPERS, text)) return text as Profile;
  throw new AndasError("usage", `there is no profile "${text}"; there are ${Object.keys(TEMPERS).join(", ")}`);
}
