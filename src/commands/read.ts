import type { BreathSettings } from "../domain/breath.js";
import { AndasError } from "../domain/errors.js";
import type { Language } from "../domain/language.js";
import type { Reading } from "../domain/reading.js";
import { roundTime } from "../domain/time.js";
import type { Wake } from "../domain/wake.js";
import { MODELS, type OpenReader, openReader } from "../node/open-reader.js";
import type { Reader } from "../ports/reader.js";
import { ReadingRoom } from "../spiralformer/reading-room.js";
import { SteadyBreath } from "../spiralformer/waking/breath-place.js";
import type { CliCommand, Io } from "./command.js";
import { stderrLog } from "./logging.js";
import { LISTEN_HELP, Options, RECORDING_HELP, SENSING_OPTIONS } from "./options.js";
import { recordingCard } from "./recording-card.js";
import { sense, type Wanted } from "./sense-recording.js";

const HEAD = "start_s,end_s,event,confidence,surprise,electrodes,decided_s";
const AUDIT_HEAD = "#wake,at_s,electrode,why,phase,mode,tokens,macs,ms,model";

/** `andas read FILE`: what the Spiralformer reads in a recording. */
export const read: CliCommand = {
  name: "read",
  help: `andas read FILE [--policy breath|always] [--audit] [--text] [--config DIR] [--models DIR]

What the Spiralformer reads in a recording (CSV or TSV with a header), as CSV on stdout:
  ${HEAD}
Strictly causal: a line depends on nothing later than its decided_s, and nothing is read because the file ends. Times are those of
the file, in seconds; in a file with dates, seconds since its first row. surprise is in bits an electrode and slot of 30 s.

  --policy NAME       breath: woken by its ear and by glyph patterns, in the rhythm of the breath (default); always: every 30 s
  --audit             also one line per call, beginning with "#wake": ${AUDIT_HEAD.slice("#wake,".length)}
                      (why: the glyphs that woke it, or "breath" of a hold; tokens attended to; multiply-adds; milliseconds)
  --text              another column: one sentence with its evidence, in the card's language
  --config DIR        a card: its electrodes, its breath, its language, how its recording is written
  --models DIR        the folder of spiralformer.int8.onnx, ear.onnx and their cards (default: those of this version)
  --channel NAME      only this electrode
  --profile NAME      whose time scales: fungus (default), plant, fast; before what the card says
${LISTEN_HELP}
${RECORDING_HELP}
`,
  options: {
    ...SENSING_OPTIONS,
    config: { type: "string" },
    models: { type: "string" },
    policy: { type: "string" },
    audit: { type: "boolean" },
    text: { type: "boolean" },
  },
  words: { atLeast: 1, atMost: 1 },
  async run(args, io) {
    const options = new Options(args);
    const rhythm = rhythmOf(options.text("policy"));
    const card = await recordingCard(
      options.text("config"),
      { file: args.words[0] as string, ...options.layout() },
      io,
    );
    const open = await openReader(options.text("models") ?? MODELS, stderrLog(io, "warn"));
    try {
      await proven(open.reader);
      const page = new Page(io, options.has("text"), options.has("audit"));
      await sense(args, options, io, listening(open, page, { rhythm, breath: card.breath, language: card.language }));
    } finally {
      await open.reader.close();
    }
    return 0;
  },
};

/** The lines that wait to be written. */
class Page {
  readonly #io: Io;
  readonly #text: boolean;
  readonly #audit: boolean;
  #lines: string[];

  constructor(io: Io, text: boolean, audit: boolean) {
    this.#io = io;
    this.#text = text;
    this.#audit = audit;
    this.#lines = [`${HEAD}${text ? ",text" : ""}\n`, ...(audit ? [`${AUDIT_HEAD}\n`] : [])];
  }

  reading({ start, end, event, confidence, surprise, electrodes, decided, text }: Reading): void {
    const numbers = [confidence.toFixed(3), surprise.toFixed(3), electrodes.join(" "), roundTime(decided)];
    const told = this.#text ? `,"${text.replaceAll('"', '""')}"` : "";
    this.#lines.push(`${roundTime(start)},${roundTime(end)},${event},${numbers.join(",")}${told}\n`);
  }

  wake({ at, electrode, why, phase, mode, tokens, macs, milliseconds, model }: Wake): void {
    if (!this.#audit) return;
    const cost = [tokens, macs, milliseconds?.toFixed(3) ?? "", model];
    this.#lines.push(`#wake,${roundTime(at)},${electrode},${why},${phase},${mode},${cost.join(",")}\n`);
  }

  write(): Promise<void> | void {
    return this.#io.out(this.#lines.splice(0).join(""));
  }
}

interface Listening {
  readonly rhythm: "breath" | "always";
  readonly breath: BreathSettings;
  readonly language: Language;
}

function listening({ models, reader }: OpenReader, page: Page, { rhythm, breath, language }: Listening): Wanted {
  const room = new ReadingRoom();
  return {
    opened: ({ electrodes }) =>
      room.open(
        {
          ...{ models, reader, rhythm, language },
          electrodes: electrodes.map(({ electrode }) => electrode.name),
          exhale: breath.exhale,
          said: (reading) => page.reading(reading),
          woke: (wake) => page.wake(wake),
          hold: () => {},
        },
        new SteadyBreath(breath),
      ),
    sample: (_, at) => room.until(at),
    spike: (spike) => room.spike(spike),
    glyph: () => {},
    glyphChange: (change) => room.hear(change),
    evidence: (evidence) => room.evidence(evidence),
    flush: async () => {
      await room.idle();
      await page.write();
    },
  };
}

/** @throws AndasError `model` when it cannot read at all: better no line than lines that nobody read */
async function proven(reader: Reader): Promise<void> {
  await reader.prove();
  if (reader.trouble !== undefined)
    throw new AndasError("model", `${reader.name}: ${reader.trouble}; \`andas doctor\` tells more`);
}

function rhythmOf(text = "breath"): "breath" | "always" {
  if (text === "breath" || text === "always") return text;
  throw new AndasError("usage", `--policy ${text}: give breath or always`);
}
