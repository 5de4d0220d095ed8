import { AndasError } from "../domain/errors.js";
import type { Glyph } from "../domain/glyph.js";
import { roundTime } from "../domain/time.js";
import { SlotMaker } from "../spiralformer/slots/slot-maker.js";
import { type CliCommand, ONE_FILE } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { SENSING_OPTIONS } from "./recording/options.js";
import { sense, type Wanted } from "./recording/sense.js";
import { SlotFile } from "./slots/slot-file.js";

const HEAD = "electrode,glyph,start_s,end_s,spikes,amplitude_mv,decided_s\n";

/** `andas glyphs FILE`: each electrode's time, cut into glyphs; and the slots that the Spiralformer reads. */
export const glyphs: CliCommand = {
  name: "glyphs",
  about: [
    `The closed glyphs of a recording (CSV, TSV or WAV), as CSV on stdout: ${HEAD.trim()}`,
    "Of each electrode they follow each other without a hole or an overlap; what is not decided by the end is left out. Times are " +
      "those of the file, in seconds; in a file with dates, seconds since its first row.",
  ],
  options: {
    slots: {
      value: "FILE.npz",
      help:
        "also write 30 s slots for NumPy, the same that a node's Spiralformer reads: t[S] (when each ends, in seconds of the " +
        "file), glyph[S,E] and feature[S,E,F], and the names glyphs, features, electrodes. A slot holds only what was decided " +
        "by its end; src/spiralformer/slots/README.md tells of each feature",
      offers: "files",
    },
    config: {
      value: "DIR",
      help: "a card: its electrodes and their profiles, its bounds of glyphs, how its recording is written",
      offers: "folders",
    },
    ...SENSING_OPTIONS,
  },
  words: ONE_FILE,
  async run(args, io) {
    const lines: string[] = [HEAD];
    const options = new Options(args);
    const wanted: Wanted = {
      spike: () => {},
      glyph: (glyph) => lines.push(row(glyph)),
      flush: () => io.out(lines.splice(0).join("")),
    };
    const path = options.text("slots");
    if (path === undefined) await sense(args, options, io, wanted);
    else {
      const file = new SlotFile(path, args.words[0]!);
      try {
        const slots = new SlotTaker(wanted, file, io.signal);
        await sense(args, options, io, slots.wanted);
        file.finish(slots.electrodes);
        io.err(`andas: ${path}: ${file.count} slots of ${slots.electrodes.length} electrodes\n`);
      } finally {
        file.discard();
      }
    }
    return 0;
  },
};

/** Lets the slots be made beside what else is wanted of the senses. */
class SlotTaker {
  readonly #file: SlotFile;
  #maker: SlotMaker | undefined;
  readonly wanted: Wanted;

  constructor(also: Wanted, file: SlotFile, stop: AbortSignal) {
    this.#file = file;
    this.wanted = {
      opened: ({ electrodes }) => this.#begin(electrodes.map(({ electrode }) => electrode.name)),
      sample: (_, at) => this.#maker?.advanceTo(at),
      spike: (spike) => this.#maker?.addSpike(spike),
      glyph: (glyph) => also.glyph(glyph),
      glyphChange: (change) => this.#maker?.onGlyphChange(change),
      evidence: (evidence) => this.#maker?.addEvidence(evidence),
      flush: () => {
        if (stop.aborted) throw new AndasError("recording", "stopped before the end: no slots were written");
        return also.flush();
      },
    };
  }

  get electrodes(): readonly string[] {
    return this.#maker?.electrodes ?? [];
  }

  #begin(electrodes: readonly string[]): void {
    this.#maker = new SlotMaker(electrodes, (slot) => this.#file.add(slot));
  }
}

function row(glyph: Glyph): string {
  const { electrode, name, start, end, spikes, amplitude, decided } = glyph;
  return `${electrode},${name},${roundTime(start)},${roundTime(end)},${spikes},${amplitude.toFixed(5)},${roundTime(decided)}\n`;
}
