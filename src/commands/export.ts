import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { AndasError, messageOf } from "../domain/errors.js";
import { iso, type Seconds } from "../domain/time.js";
import { OsFiles } from "../ports/os/files.js";
import { RecordingText } from "../storage/ring/as-recording.js";
import { RAW_FOLDER } from "../storage/ring/folder.js";
import { type DeviceHeard, RingReader } from "../storage/ring/ring-reader.js";
import { type CliCommand, type Io, NO_WORDS } from "./cli/command.js";
import { Options, wrong } from "./cli/options.js";
import { USUAL_STATE } from "./run/usual-state.js";

/** A piece of text is written when it has become so long. */
const PIECE = 2 ** 16;

/** `andas export`: the raw ring as a recording. */
export const exportCommand: CliCommand = {
  name: "export",
  about: [
    "The raw signal that a node kept, as a recording (CSV: time in UTC, electrodes in mV), on stdout or into a file. Every command that " +
      "takes a recording reads it, and gives what it gave when the signal was heard. It may be asked for while the node runs.",
    "Lines that begin with # say between the rows which start of the node heard them and what its clock was worth; times from before a " +
      "clock was set are set right. In front of a row, `# unheard` says that the node had rested as it should: what is missing there is no gap.",
  ],
  options: {
    state: { value: "DIR", help: `the state of the node (default ./${USUAL_STATE})`, offers: "folders" },
    from: { value: "TIME", help: "from when on, such as 2026-05-01T04:00:00Z or 2026-05-01 (default: all)" },
    to: { value: "TIME", help: "till when (default: all)" },
    device: { value: "NAME", help: "of which device, where several were heard" },
    out: { value: "FILE", help: "write it there; gzipped where it ends in .gz", offers: "files" },
  },
  words: NO_WORDS,
  async run(args, io) {
    const options = new Options(args);
    const state = options.text("state") ?? USUAL_STATE;
    const [from, to] = [options.time("from"), options.time("to")];
    if (from !== undefined && to !== undefined && to < from) throw wrong("to", iso(to), `a time after ${iso(from)}`);
    const reader = await RingReader.open(new OsFiles(), `${state}/${RAW_FOLDER}`);
    const heard = await reader.devices({ from, to });
    const { device, names, rows } = chosen(heard, options.text("device"), state, { from, to });
    const text = new RecordingText({ names, from, to });
    const pieces = toldOf(piecesOf(reader, text, { device, from, to }, io.signal), () =>
      io.progress?.(text.count, rows),
    );
    const out = options.text("out");
    if (out === undefined) for await (const piece of pieces) await io.out(piece);
    else await write(pieces, out);
    tell(io, reader, device, text);
    return 0;
  },
};

/** The one device, or the one that was named. */
function chosen(
  heard: readonly DeviceHeard[],
  device: string | undefined,
  state: string,
  { from, to }: { from: Seconds | undefined; to: Seconds | undefined },
): DeviceHeard {
  const devices = heard.map((one) => one.device).join(", ");
  const found = device === undefined ? heard : heard.filter((one) => one.device === device);
  if (found.length === 1) return found[0]!;
  if (heard.length === 0) {
    const then = from === undefined && to === undefined ? "" : " of that time";
    throw new AndasError(
      "state",
      `${state} holds no raw signal${then}: say with --state where the node keeps its own, and look for raw.keep_mb in its node.json`,
    );
  }
  if (device === undefined)
    throw new AndasError("usage", `several devices were heard: say --device, one of ${devices}`);
  throw new AndasError("usage", `--device ${device}: give one that was heard: ${devices}`);
}

async function* piecesOf(
  reader: RingReader,
  text: RecordingText,
  asked: { readonly device: string; readonly from: Seconds | undefined; readonly to: Seconds | undefined },
  stop: AbortSignal,
): AsyncGenerator<string> {
  let piece = `${text.header}\n`;
  for await (const stretch of reader.stretches(asked)) {
    if (stop.aborted) throw new AndasError("recording", "stopped before the end: the recording is not whole");
    for (const line of text.rows(stretch)) {
      piece += line;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

async function* toldOf(pieces: AsyncGenerator<string>, tell: () => void): AsyncGenerator<string> {
  for await (const piece of pieces) {
    yield piece;
    tell();
  }
}

async function write(pieces: AsyncGenerator<string>, path: string): Promise<void> {
  try {
    const into = createWriteStream(path);
    if (path.endsWith(".gz")) await pipeline(Readable.from(pieces), createGzip(), into);
    else await pipeline(Readable.from(pieces), into);
  } catch (error) {
    if (error instanceof AndasError) throw error;
    throw new AndasError("usage", `${path} cannot be written: ${messageOf(error)}; give --out another name`, error);
  }
}

function tell(io: Io, { damaged }: RingReader, device: string, { count, first, last }: RecordingText): void {
  const span = count === 0 ? "" : `, ${iso(first)} to ${iso(last)}`;
  io.err(`andas: ${count} rows of ${device}${span}\n`);
  if (damaged > 0) io.err(`andas: ${damaged} bytes were damaged on the card: what was in them is missing\n`);
}
