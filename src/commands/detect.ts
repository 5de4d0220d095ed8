import type { Spike } from "../domain/spike.js";
import { roundTime } from "../domain/time.js";
import { type CliCommand, ONE_FILE } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { SENSING_OPTIONS } from "./recording/options.js";
import { sense } from "./recording/sense.js";

const HEAD = "electrode,onset_s,peak_s,end_s,amplitude_mv,polarity,z,match,decided_s\n";

/** `andas detect FILE`: the spike detector alone. */
export const detect: CliCommand = {
  name: "detect",
  about: [
    `The spikes of a recording (CSV, TSV or WAV), as CSV on stdout: ${HEAD.trim()}`,
    "Strictly causal: decided_s is the time of the last sample that was needed, and nothing is decided because the file ends. " +
      "Times are those of the file, in seconds; in a file with dates, seconds since its first row. polarity is 1 or -1.",
  ],
  options: SENSING_OPTIONS,
  words: ONE_FILE,
  async run(args, io) {
    const lines: string[] = [HEAD];
    await sense(args, new Options(args), io, {
      spike: (spike) => lines.push(row(spike)),
      glyph: () => {},
      flush: () => io.out(lines.splice(0).join("")),
    });
    return 0;
  },
};

function row(spike: Spike): string {
  const { electrode, onset, peak, end, amplitude, polarity, z, match, decided } = spike;
  const times = [onset, peak, end].map(roundTime).join(",");
  return `${electrode},${times},${amplitude.toFixed(5)},${polarity},${z.toFixed(2)},${match.toFixed(3)},${roundTime(decided)}\n`;
}
