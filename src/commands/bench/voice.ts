import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allKinds } from "../../../devices/all.js";
import { openRecording } from "../../../devices/recording/reader.js";
import { resolveCard } from "../../config/resolve-card.js";
import { DAY, HOUR } from "../../domain/time.js";
import type { BreathSpan } from "../../domain/voice.js";
import { openVoice } from "../../node/open-voice.js";
import { withRecording } from "../../node/plan-devices.js";
import { OsFiles } from "../../ports/os/files.js";
import { openBytes } from "../../ports/os/open-bytes.js";
import { RealClock } from "../../ports/os/real-clock.js";
import { SeededRandom } from "../../ports/seeded-random.js";
import { MODELS } from "../../spiralformer/model/open-reader.js";
import { integrated, PIECE } from "../../voice/sound/loudness.js";
import { RATE } from "../../voice/sound/performance.js";
import { render } from "../../voice/sound/render.js";
import type { Io } from "../cli/command.js";
import { type Heard, listenTo } from "../voice/listen-to.js";
import { Piece } from "../voice/piece.js";
import { writeGrove } from "./grove-recording.js";
import { loadSamples } from "./load-samples.js";
import { CONTROLS, writeControl, writeShifted } from "./voice/controls.js";
import { sharedBits } from "./voice/shared-bits.js";

const SPEED = 60;
const NIGHT = 12 * HOUR;

/** What `andas bench voice` measures; see its help. */
export async function benchVoice(file: string | undefined, days = 30, io: Io): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "andas-voice-"));
  try {
    const recording = file ?? join(folder, "grove.csv");
    if (file === undefined) await writeGrove(recording);
    const clock = new RealClock("floor");
    io.err("andas: voice, the recording, twice …\n");
    const began = clock.now();
    const first = await spoken(recording, io);
    const seconds = clock.now() - began;
    const again = await spoken(recording, io);
    const samples = await loadSamples(recording);
    io.err("andas: voice, its electrodes shifted …\n");
    const shifted = join(folder, "shifted.csv");
    await writeShifted(shifted, samples);
    const other = await spoken(shifted, io);
    const controls: Record<string, object> = {};
    for (const control of CONTROLS) {
      io.err(`andas: voice, ${days} days of ${control} …\n`);
      const path = join(folder, `${control}.csv`);
      await writeControl(path, control, days);
      controls[control] = counts(await listened(path, io));
      await rm(path);
    }
    io.err(`andas: voice, ${days} days of a simulated grove …\n`);
    const grove = join(folder, "month.csv");
    await writeGrove(grove, Math.round(days * DAY));
    return {
      seconds: round(seconds),
      resident_mb: Math.round(process.memoryUsage.rss() / 1e6),
      ...first.figures,
      same_bytes_again: first.hash === again.hash,
      bits_shared_with_the_signal: round(sharedBits(first.heard, samples)),
      bits_shared_by_the_voice_of_shifted_electrodes: round(sharedBits(other.heard, samples)),
      shifted: other.figures,
      days_of_control: days,
      controls,
      grove: counts(await listened(grove, io)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Listened extends Heard {
  /** Every inhale of the node, by its own telling. */
  readonly inhales: readonly Pick<BreathSpan, "start" | "hold">[];
  readonly spikes: ReadonlySet<string>;
}

async function listened(file: string, io: Io): Promise<Listened> {
  const files = new OsFiles();
  const log = () => {};
  const card = await resolveCard({ folder: undefined, stateFolder: undefined, files, kinds: allKinds, log });
  const parts = await openVoice({ language: "en", scale: "pentatonic" }, files);
  const inhales: { start: number; hold: number }[] = [];
  const spikes = new Set<string>();
  const heard = await listenTo({
    card: { ...card, configuration: withRecording(card.configuration, { file }) },
    reader: await openRecording(openBytes, { file }),
    voice: { ...parts, random: new SeededRandom(1).fork("voice"), knowsTime: () => false },
    ...{ models: MODELS, seed: 1, log, signal: io.signal, to: undefined },
    onEvent: (event) => {
      if (event.type === "spike") spikes.add(`${event.spike.electrode}@${event.spike.onset}`);
      if (event.type !== "breath") return;
      const latest = inhales.at(-1);
      if (latest !== undefined) latest.hold = Math.min(latest.hold, event.at);
      if (event.breath.phase === "inhale") inhales.push({ start: event.at, hold: event.breath.until });
    },
  });
  return { ...heard, inhales, spikes };
}

/** What was said, and how much of it outside of an inhale, by the node's own breath. */
function counts({ utterances, inhales }: Listened) {
  const inside = (at: number) => inhales.some(({ start, hold }) => start <= at && at < hold);
  const notes = utterances.flatMap((one) => one.notes);
  const moments = [...utterances.map(({ at }) => at), ...notes.map(({ at }) => at)];
  return {
    lines: utterances.filter(({ line }) => line).length,
    notes: notes.length,
    outside_inhales: moments.filter((at) => !inside(at)).length,
  };
}

async function spoken(file: string, io: Io) {
  const heard = await listened(file, io);
  const { mapping } = await openVoice({ language: "en", scale: "pentatonic" }, new OsFiles());
  const facts = {
    ...{
      title: "bench",
      recording: "bench",
      source: "bench",
      provenance: "bench",
      language: "en",
      scale: "pentatonic",
    },
    ...{ seed: 1, speed: SPEED, model: "bench", software: "andas" },
  };
  const [from, to] = [heard.start - heard.origin, heard.end - heard.origin];
  const piece = new Piece(facts, heard, { from, to }, mapping);
  const hash = createHash("sha256").update(piece.text()).update(piece.midi());
  const sound = await render(
    piece.notes,
    Math.round(piece.seconds * RATE),
    { electrodes: heard.electrodes.length, mapping },
    (bytes) => {
      hash.update(bytes);
      return Promise.resolve();
    },
  );
  const night = NIGHT / SPEED / PIECE;
  const nights = Array.from({ length: Math.ceil(sound.pieces.length / night) }, (_, i) =>
    integrated(sound.pieces.slice(i * night, (i + 1) * night)),
  );
  const off = piece.notes.map(({ note, at }) => {
    const nearest = note.caught === "onset" ? note.spike.onset : note.spike.peak;
    const known = heard.spikes.has(`${note.spike.electrode}@${note.spike.onset}`);
    return known ? Math.abs(at - (nearest - heard.origin - from) / SPEED) : Number.POSITIVE_INFINITY;
  });
  const figures = {
    ...counts(heard),
    sound_s: round(piece.seconds),
    loudness_lufs: round(sound.loudness),
    nights_lufs: nights.filter(Number.isFinite).map(round),
    peak_dbfs: round(sound.peak),
    worst_offset_ms: round(1000 * Math.max(0, ...off)),
  };
  return { heard, hash: hash.digest("hex"), figures };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
