import type { RecordingReader } from "../../../devices/recording/reader.js";
import { understoodLine } from "../../../devices/recording/row/understood.js";
import type { Io } from "../cli/command.js";
import type { Options } from "../cli/options.js";

/** Says on stderr, in one line, what was understood of a recording that was just opened; unless that is not wanted. */
export function tellUnderstood({ understood }: RecordingReader, file: string, options: Options, io: Io): void {
  if (!options.has("quiet")) io.err(`andas: ${file}: ${understoodLine(understood)}\n`);
}

/** Says at its end what a recording held that could not be taken as it stood. */
export function tellRows({ bad, odd }: RecordingReader, file: string, options: Options, io: Io): void {
  if (bad.total > 0) io.err(`andas: ${file}: ${bad.total} bad rows: ${bad}\n`);
  if (odd.total > 0 && !options.has("quiet")) io.err(`andas: ${file}: ${odd.total} odd rows: ${odd}\n`);
}
