import { basename, extname } from "node:path";
import { allKinds } from "../../devices/all.js";
import { openRecording } from "../../devices/recording/reader.js";
import { optionsOf, type RecordingConfig } from "../../devices/recording.js";
import { resolveCard } from "../config/resolve-card.js";
import { AndasError } from "../domain/errors.js";
import { LANGUAGES } from "../domain/language.js";
import { spoken } from "../domain/time.js";
import { openVoice } from "../node/open-voice.js";
import { withRecording } from "../node/plan-devices.js";
import { OsFiles } from "../ports/os/files.js";
import { SeededRandom } from "../ports/seeded-random.js";
import { MODELS, openReader } from "../spiralformer/model/open-reader.js";
import { SCALES } from "../voice/score/scale.js";
import { type CliCommand, ONE_FILE } from "./cli/command.js";
import { Options, wrong } from "./cli/options.js";
import { stderrLog } from "./cli/stderr-log.js";
import { version } from "./cli/version.js";
import { writePicture } from "./picture/file.js";
import { countedBytes } from "./recording/counted-bytes.js";
import { layoutOf, RECORDING_OPTIONS } from "./recording/options.js";
import { tellUnderstood } from "./recording/tell.js";
import { drawPiece, Signal } from "./voice/draw.js";
import { type Heard, listenTo } from "./voice/listen-to.js";
import { Piece } from "./voice/piece.js";
import { described, mustBeAlive, provenanceOf } from "./voice/provenance.js";
import { mustFit, pathsOf, writePiece } from "./voice/write-piece.js";

/** An hour a minute. */
const USUAL_SPEED = 60;

/** Of a recording's own; `--scale` is of the notes here. */
const { scale: fullScale, ...LAYOUT } = RECORDING_OPTIONS;

/** `andas voice FILE`: lets a recording speak. */
export const voice: CliCommand = {
  name: "voice",
  about: [
    "Lets a recording speak: lines of words, a score (MIDI) and its sound (WAV), and beside them a JSON that ties each line and note to the " +
      "second it was heard. A whole node lives through the recording, and says something only in an inhale that carries a living signal, of " +
      "which the Spiralformer is sure enough. Silence is the usual state.",
    "It speaks of what is alive: a recording whose source nobody names, or a simulated one, is refused unless --demo, and what is made then " +
      "says so. The same recording and seed give the same bytes, on machines of one kind of processor.",
  ],
  options: {
    from: { value: "S", help: "the beginning, in seconds of the recording (default: its own)" },
    to: { value: "S", help: "the end, in seconds of the recording (default: its own)" },
    speed: { value: "N", help: `seconds of signal in a second of sound (default ${USUAL_SPEED}: an hour a minute)` },
    language: {
      value: "NAME",
      help: `of the words: ${LANGUAGES.join(", ")}, or a file of words (default: the card's)`,
      offers: "files",
    },
    scale: {
      value: "NAME",
      help: `of the notes: ${SCALES.join(", ")}, or a Scala file (default pentatonic)`,
      offers: "files",
    },
    mapping: {
      value: "FILE",
      help: "how signal becomes sound: registers, timbres, room (default: its own)",
      offers: "files",
    },
    out: { value: "DIR", help: "where NAME-voice.txt, .mid, .wav and .json go (default: here)", offers: "folders" },
    seed: { value: "N", help: "of what is left to chance, a whole number (default 1)" },
    source: { value: "TEXT", help: "what was recorded, by whom: stands in all that is made" },
    demo: { help: "let a simulated recording speak, or one of unknown source, and say so" },
    svg: {
      value: "FILE",
      help: "also draw the minute of sound in which most happens: trace, score, spectrogram",
      offers: "files",
    },
    config: { value: "DIR", help: "a card: its electrodes, its breath, its place, its language", offers: "folders" },
    models: {
      value: "DIR",
      help: "the folder of the Spiralformer's models (default: those of this version)",
      offers: "folders",
    },
    ...LAYOUT,
    "full-scale": fullScale,
  },
  words: ONE_FILE,
  async run(args, io) {
    const options = new Options(args);
    const file = args.words[0]!;
    const speed = options.positive("speed") ?? USUAL_SPEED;
    const [from, to] = [options.number("from"), options.number("to")];
    if (from !== undefined && to !== undefined && to <= from) throw wrong("to", String(to), `a time after ${from}`);
    if (to !== undefined) mustFit((to - (from ?? 0)) / speed);
    const seed = options.whole("seed") ?? 1;
    const files = new OsFiles();
    const log = stderrLog(io, "warn");
    const layout = layoutOf(options, "full-scale");
    const folder = options.text("config");
    const card = await resolveCard({ folder, stateFolder: undefined, files, kinds: allKinds, log });
    const configuration = withRecording(card.configuration, { file, ...layout });
    const wish = {
      language: options.text("language") ?? configuration.node.language,
      scale: options.text("scale") ?? "pentatonic",
      mapping: options.text("mapping"),
    };
    const parts = await openVoice(wish, files);
    const models = options.text("models") ?? MODELS;
    const model = await provenModel(models);
    const device = configuration.devices.find(({ kind }) => kind === "recording")?.config as RecordingConfig;
    const reader = await openRecording(countedBytes(io), optionsOf(device));
    const provenance = await provenanceOf(file, options.text("source"), files);
    try {
      mustBeAlive(provenance, file, options.has("demo"));
    } catch (error) {
      await reader.close();
      throw error;
    }
    tellUnderstood(reader, file, options, io);
    const signal = options.text("svg") === undefined ? undefined : new Signal();
    const dated = reader.epoch !== undefined;
    const heard = await listenTo({
      ...{ card: { ...card, configuration }, reader, models, seed, log, to, signal: io.signal },
      voice: { ...parts, random: new SeededRandom(seed).fork("voice"), knowsTime: () => dated },
      ...(signal && { onSample: (electrode, at, mv) => signal.add(electrode, at, mv) }),
    });
    if (io.signal.aborted) throw new AndasError("recording", "stopped before the end: nothing was written");
    const source = described(provenance);
    const piece = pieceOf(heard, { from, to, file }, parts, {
      title: `${provenance.kind === "named" ? "" : "DEMO: "}${basename(file)}, spoken`,
      ...{ recording: basename(file), source, provenance: provenance.kind, language: parts.grammar.language },
      ...{ scale: parts.scale.name, seed, speed, model, software: `andas ${version()}` },
    });
    if (piece.notes.length === 0 && piece.lines === 0) {
      io.err(`andas: ${file}: nothing in it was alive enough to speak of; it stayed silent, and nothing was written\n`);
      return 0;
    }
    mustFit(piece.seconds);
    const where = {
      folder: options.text("out") ?? ".",
      name: `${basename(file, extname(file))}-voice`,
      files,
      stop: io.signal,
    };
    const { loudness, peak } = await writePiece(piece, parts.mapping, where);
    const svg = options.text("svg");
    if (svg !== undefined && signal)
      await writePicture(svg, await drawPiece(piece, signal, heard.origin, parts.mapping));
    const said = `${many(piece.lines, "line")} and ${many(piece.notes.length, "note")} of ${spoken(piece.to - piece.from)}`;
    io.err(
      `andas: ${file}: ${said}; ${spoken(piece.seconds)} of sound, ${loudness.toFixed(1)} LUFS, peak ${peak.toFixed(1)} dBFS\n`,
    );
    await io.out(`${Object.values(pathsOf(where.folder, where.name)).join("\n")}\n`);
    return 0;
  },
};

/** @throws AndasError `usage` where nothing was recorded */
function pieceOf(
  heard: Heard,
  asked: { readonly from: number | undefined; readonly to: number | undefined; readonly file: string },
  { mapping }: Awaited<ReturnType<typeof openVoice>>,
  facts: Piece["facts"],
): Piece {
  const [start, end] = [heard.start - heard.origin, heard.end - heard.origin];
  const from = asked.from ?? start;
  const to = Math.min(asked.to ?? end, end);
  if (!(from < to))
    throw new AndasError("usage", `${asked.file}: nothing was recorded there; it goes from ${start} to ${end} s`);
  return new Piece(facts, heard, { from, to }, mapping);
}

/** `1 line`, `3 lines`. */
function many(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** @throws AndasError `model`: better no word than words of nobody */
async function provenModel(folder: string): Promise<string> {
  const { models, reader } = await openReader(folder, () => {});
  try {
    await reader.prove();
    if (reader.trouble === undefined) return models.name;
    throw new AndasError("model", `${reader.name}: ${reader.trouble}; \`andas doctor\` tells more`);
  } finally {
    await reader.close();
  }
}
