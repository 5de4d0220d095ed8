import { basename } from "node:path";
import { allKinds } from "../../devices/all.js";
import { openRecording } from "../../devices/recording/reader.js";
import { optionsOf, played, type RecordingConfig, recording as recordingKind } from "../../devices/recording.js";
import { resolveCard } from "../config/resolve-card.js";
import type { NodeListener } from "../domain/event.js";
import type { Morning } from "../domain/morning.js";
import { catalogueOf } from "../language/catalogue-of.js";
import { together } from "../morning/together.js";
import { NodeRun, type NodeRunOptions } from "../node/node-run.js";
import { withRecording } from "../node/plan-devices.js";
import { OsFiles } from "../ports/os/files.js";
import { MODELS } from "../spiralformer/model/open-reader.js";
import type { SavedSections } from "../storage/sections.js";
import { VolatileStore } from "../storage/volatile-store.js";
import { Digest } from "../view/digest.js";
import { morningPage, recordingTimes } from "../view/morning-page.js";
import { type CliCommand, ONE_FILE } from "./cli/command.js";
import { localZone } from "./cli/local-zone.js";
import { Options } from "./cli/options.js";
import { stderrLog } from "./cli/stderr-log.js";
import { countedBytes } from "./recording/counted-bytes.js";
import { layoutOf, RECORDING_OPTIONS } from "./recording/options.js";
import { tellUnderstood } from "./recording/tell.js";
import { EventLines } from "./replay/event-lines.js";

/** `andas replay FILE`: the whole node, alone. */
export const replay: CliCommand = {
  name: "replay",
  about: [
    "The whole node on a simulated clock over a recording (CSV, TSV or WAV): no network, nothing on disk. The same input " +
      "gives the same bytes, on every machine and in every time zone; readings, on every machine of one kind of processor (with " +
      "--no-reader: all of it everywhere). Without --json or --digest: the whole recording on one page.",
  ],
  options: {
    json: { help: 'one event a line, in order: {"type":…,"at":seconds of the recording,"seq":…}' },
    digest: {
      help: "the page of the day, one screen: what changed, what was learnt, what is worth a look, what nobody heard",
    },
    config: { value: "DIR", help: "a card: its breath, reflexes, attention and electrodes count", offers: "folders" },
    seed: { value: "N", help: "of what is left to chance, a whole number (default 1)" },
    models: {
      value: "DIR",
      help: "the folder of the Spiralformer's models (default: those of this version)",
      offers: "folders",
    },
    "no-reader": { help: "live without readings" },
    ...RECORDING_OPTIONS,
  },
  words: ONE_FILE,
  async run(args, io) {
    const options = new Options(args);
    const file = args.words[0]!;
    const log = stderrLog(io, "warn");
    const folder = options.text("config");
    const card = await resolveCard({ folder, stateFolder: undefined, files: new OsFiles(), kinds: allKinds, log });
    const configuration = withRecording(card.configuration, { file, ...layoutOf(options) });
    const recording = configuration.devices.find(({ kind }) => kind === "recording")?.config as RecordingConfig;
    const reader = await openRecording(countedBytes(io), optionsOf(recording));
    tellUnderstood(reader, file, options, io);
    let hear: NodeListener = () => {};
    const run = await preparedOr(() => reader.close(), {
      card: { ...card, configuration },
      kinds: allKinds.map((kind) => (kind.kind === recordingKind.kind ? played(reader) : kind)),
      opened: reader,
      store: new VolatileStore<SavedSections>({}),
      seed: options.whole("seed") ?? 1,
      log,
      speed: "max",
      start: undefined,
      quality: "floor",
      network: undefined,
      host: undefined,
      models: options.has("no-reader") ? undefined : (options.text("models") ?? MODELS),
      onEvent: (event) => hear(event),
    });
    const { clock, node } = run;
    // Of what the node says nothing depends on where it is read; the head of a page does.
    const zone = localZone();
    const here = zone === undefined ? undefined : { zone, now: () => clock.now() };
    const words = catalogueOf(configuration.node.language, { here });
    if (options.has("json")) {
      const lines = new EventLines(io, clock, () => node.inputs.origin);
      hear = (event) => lines.hear(event);
      await run.run(io.signal);
      await lines.end();
    } else if (options.has("digest")) {
      let read: Morning | undefined;
      hear = (event) => {
        if (event.type === "morning") read = together(read, event.morning);
      };
      await run.run(io.signal);
      const page = together(read, node.morning.page());
      const times = recordingTimes(page, basename(file), node.inputs.origin, words, reader.epoch !== undefined);
      await io.out(`${morningPage(page, times, words).join("\n")}\n`);
    } else {
      // Only the open recording knows where its time begins, and nothing happens before it is open.
      let digest: Digest | undefined;
      const page = () => (digest ??= new Digest(basename(file), node.inputs.origin, words, reader.epoch !== undefined));
      hear = (event) => page().hear(event);
      await run.run(io.signal);
      await io.out(`${page().lines().join("\n")}\n`);
    }
    if (node.lostCalls === 0) return 0;
    io.err(
      `andas: ${node.lostCalls} calls of the Spiralformer were lost, and what they would have read: run it again\n`,
    );
    return 1;
  },
};

/** What cannot begin leaves no file open. */
async function preparedOr(close: () => Promise<void>, options: NodeRunOptions): Promise<NodeRun> {
  try {
    return await NodeRun.prepare(options);
  } catch (error) {
    await close();
    throw error;
  }
}
