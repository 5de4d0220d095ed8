import type { RecordingOptions } from "../../../devices/recording/format/begin.js";
import { openRecording, type RecordingReader } from "../../../devices/recording/reader.js";
import { understoodLine } from "../../../devices/recording/row/understood.js";
import { openBytes } from "../../ports/os/open-bytes.js";
import type { Io } from "../cli/command.js";
import type { Options } from "../cli/options.js";

/**
 * Opens a recording for a command, and says on stderr in one line what was understood of it, unless that is not wanted.
 * @throws AndasError `recording`
 */
export async function openTold(recording: RecordingOptions, options: Options, io: Io): Promise<RecordingReader> {
  const reader = await openRecording(openBytes, recording);
  if (!options.has("quiet")) io.err(`andas: ${recording.file}: ${understoodLine(reader.understood)}\n`);
  return reader;
}

/** What a recording held that could not be taken as it stood, said at its end. */
export function tellRows({ bad, odd }: RecordingReader, file: string, options: Options, io: Io): void {
  if (bad.total > 0) io.err(`andas: ${file}: ${bad.total} bad rows: ${bad}\n`);
  if (odd.total > 0 && !options.has("quiet")) io.err(`andas: ${file}: ${odd.total} odd rows: ${odd}\n`);
}
