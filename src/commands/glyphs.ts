import type { Glyph } from "../domain/glyph.js";
import { roundTime } from "../domain/time.js";
import type { CliCommand } from "./command.js";
import { LISTEN_HELP, Options, RECORDING_HELP, SENSING_OPTIONS } from "./options.js";
import { sense } from "./sense-recording.js";

const HEAD = "electrode,glyph,start_s,end_s,spikes,amplitude_mv,decided_s\n";

/** `andas glyphs FILE`: each electrode's time, cut into glyphs. */
export const glyphs: CliCommand = {
  name: "glyphs",
  help: `andas glyphs FILE [--config DIR] [--channel NAME] [--profile fungus|plant|fast] [--listen S/CYCLE]

The closed glyphs of a recording (CSV or TSV with a header), as CSV on stdout: ${HEAD.trim()}
Of each electrode they follow each other without a hole or an overlap; what is not decided by the end is left out.
Times are those of the file, in seconds; in a file with dates, seconds since its first row.

  --config DIR        a card: its electrodes and their profiles, its bounds of glyphs, how its recording is written
  --channel NAME      only this electrode
  --profile NAME      whose time scales: fungus (default), plant, fast; before what the card says
${LISTEN_HELP}
${RECORDING_HELP}
`,
  options: { ...SENSING_OPTIONS, config: { type: "string" } },
  words: { atLeast: 1, atMost: 1 },
  async run(args, io) {
    const lines: string[] = [HEAD];
    await sense(args, new Options(args), io, {
      spike: () => {},
      glyph: (glyph) => lines.push(row(glyph)),
      flush: () => io.out(lines.splice(0).join("")),
    });
    return 0;
  },
};

function row(glyph: Glyph): string {
  const { electrode, name, start, end, spikes, amplitude, decided } = glyph;
  return `${electrode},${name},${roundTime(start)},${roundTime(end)},${spikes},${amplitude.toFixed(5)},${roundTime(decided)}\n`;
}
