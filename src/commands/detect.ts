import type { Spike } from "../domain/spike.js";
import { roundTime } from "../domain/time.js";
import type { CliCommand } from "./cli/command.js";
import { LISTEN_HELP, Options, RECORDING_HELP, SENSING_OPTIONS } from "./cli/options.js";
import { sense } from "./recording/sense.js";

const HEAD = "electrode,onset_s,peak_s,end_s,amplitude_mv,polarity,z,match,decided_s\n";

/** `andas detect FILE`: the spike detector alone. */
export const detect: CliCommand = {
  name: "detect",
  help: `andas detect FILE [--channel NAME] [--profile fungus|plant|fast] [--listen S/CYCLE]

The spikes of a recording (CSV, TSV or WAV), as CSV on stdout: ${HEAD.trim()}
Strictly causal: decided_s is the time of the last sample that was needed, and nothing is decided because the file ends.
Times are those of the file, in seconds; in a file with dates, seconds since its first row. polarity is 1 or -1.

  --channel NAME      only this electrode
  --profile NAME      whose time scales: fungus (default), plant, fast
${LISTEN_HELP}
${RECORDING_HELP}
`,
  options: SENSING_OPTIONS,
  words: { atLeast: 1, atMost: 1 },
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
