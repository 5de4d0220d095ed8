import { undisturbed } from "../breathing/forecast.js";
import { rhythmFor } from "../breathing/rhythms/rhythm-for.js";
import type { BreathSettings } from "../domain/breath.js";
import { AndasError } from "../domain/errors.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { MODELS, type OpenReader, openReader } from "../spiralformer/model/open-reader.js";
import type { Reader } from "../spiralformer/model/reader.js";
import { ReadingPipeline } from "../spiralformer/reading-pipeline.js";
import { type BreathTracker, SteadyBreath } from "../spiralformer/waking/breath-position.js";
import { type CliCommand, ONE_FILE } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { pictureOf, pictureOptions, writePicture } from "./picture/file.js";
import { AUDIT_HEAD, EVIDENCE_HEAD, HEAD, Page } from "./read/page.js";
import { drawReadings, ReadingPictureData } from "./read/picture.js";
import { recordingCard } from "./recording/card.js";
import { layoutOf, SENSING_OPTIONS } from "./recording/options.js";
import { sense, type Wanted } from "./recording/sense.js";

/** `andas read FILE`: what the Spiralformer reads in a recording. */
export const read: CliCommand = {
  name: "read",
  about: [
    `What the Spiralformer reads in a recording (CSV, TSV or WAV), as CSV on stdout: ${HEAD}`,
    "Strictly causal: a line depends on nothing later than its decided_s, and nothing is read because the file ends. Times are " +
      "those of the file, in seconds; in a file with dates, seconds since its first row. surprise is in bits an electrode and slot of 30 s.",
  ],
  options: {
    policy: {
      value: "NAME",
      help: "when it reads; breath: woken by its ear and by glyph patterns, in the rhythm of the breath (default); always: every 30 s",
      offers: ["breath", "always"],
    },
    audit: {
      help:
        `one line more per call, beginning with "#wake": ${AUDIT_HEAD.slice("#wake,".length)} (why: the glyphs that woke it, ` +
        'or "breath" of a hold; tokens attended to; multiply-adds; milliseconds); and behind each reading what it rests on, ' +
        `beginning with "#evidence": ${EVIDENCE_HEAD.slice("#evidence,".length)}`,
    },
    text: { help: "another column: one sentence with its evidence, in the card's language" },
    ...pictureOptions(
      "also draw a night: the traces with their spikes and glyphs, and below them the breath, a tick for each call by its kind " +
        "(inhale, hold, local, released), and the readings from their start to when they were decided",
      "the ten hours in which most was read",
    ),
    config: {
      value: "DIR",
      help: "a card: its electrodes, its breath, its language, how its recording is written",
      offers: "folders",
    },
    models: {
      value: "DIR",
      help: "the folder of spiralformer.int8.onnx, ear.onnx and their cards (default: those of this version)",
      offers: "folders",
    },
    ...SENSING_OPTIONS,
  },
  words: ONE_FILE,
  async run(args, io) {
    const options = new Options(args);
    const rhythm = rhythmOf(options.text("policy"));
    const svg = pictureOf(options);
    const card = await recordingCard(options.text("config"), { file: args.words[0]!, ...layoutOf(options) }, io);
    let trouble = "";
    let code = 0;
    const open = await openReader(options.text("models") ?? MODELS, (_, line) => {
      trouble = line;
    });
    const { breath, words } = card;
    const tracker = new SteadyBreath((from) => undisturbed(rhythmFor(breath), from));
    const picture = svg === undefined ? undefined : new ReadingPictureData(tracker);
    try {
      await proven(open.reader);
      const page = new Page(io, options.has("text"), options.has("audit"));
      await sense(args, options, io, readingOf(open, page, { rhythm, breath, tracker, words, picture }));
      if (page.lost > 0) {
        code = 1;
        io.err(`andas: ${page.lost} calls were lost, and what they would have read (${trouble}): run it again\n`);
      }
    } finally {
      await open.reader.close();
    }
    if (svg !== undefined && picture !== undefined)
      await writePicture(svg, await drawReadings(picture, options, open.models.name));
    return code;
  },
};

interface ReadSettings {
  readonly rhythm: "breath" | "always";
  readonly breath: BreathSettings;
  readonly tracker: BreathTracker;
  readonly words: Catalogue;
  /** Where there will be a picture. */
  readonly picture: ReadingPictureData | undefined;
}

function readingOf({ models, reader }: OpenReader, page: Page, settings: ReadSettings): Wanted {
  const { rhythm, breath, tracker, words, picture } = settings;
  const pipeline = new ReadingPipeline();
  return {
    opened: (opened) => {
      picture?.open(opened);
      pipeline.open(
        {
          ...{ models, reader, rhythm, words },
          electrodes: opened.electrodes.map(({ electrode }) => electrode.name),
          exhale: breath.exhale,
          onReading: (reading) => {
            page.reading(reading);
            picture?.readings.push(reading);
          },
          onWake: (wake) => {
            page.wake(wake);
            picture?.wakes.push(wake);
          },
          waitFor: () => {},
        },
        picture?.breath ?? tracker,
      );
    },
    sample: (_, at) => {
      picture?.row(at);
      pipeline.advanceTo(at);
    },
    spike: (spike) => {
      picture?.spikes.push(spike);
      pipeline.addSpike(spike);
    },
    glyph: (glyph) => void picture?.glyphs.push(glyph),
    glyphChange: (change) => pipeline.onGlyphChange(change),
    evidence: (evidence) => pipeline.addEvidence(evidence),
    flush: async () => {
      await pipeline.idle();
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
