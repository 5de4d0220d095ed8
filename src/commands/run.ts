import { basename, join, resolve } from "node:path";
import { allKinds } from "../../devices/all.js";
import { SenseKeeper } from "../acquisition/sense-keeper.js";
import { usualFolder } from "../config/built-in-card.js";
import { jsonSchemaOf } from "../config/card-schemas.js";
import { CardWatch } from "../config/card-watch.js";
import type { Configuration } from "../config/configuration.js";
import { DesiredCard } from "../config/desired-card.js";
import { resolveCard } from "../config/resolve-card.js";
import { cardTrouble } from "../config/tell-card.js";
import { CARD_NAMES } from "../config/written/content.js";
import { AndasError } from "../domain/errors.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { catalogueOf } from "../language/catalogue-of.js";
import { NodeRun } from "../node/node-run.js";
import { STATE_FORMAT } from "../node/node-state.js";
import { voiceOfCard } from "../node/open-voice.js";
import { kindOf, withRecording } from "../node/plan-devices.js";
import { powerBoardOf } from "../node/power-board.js";
import type { LogLevel } from "../ports/log.js";
import { Host } from "../ports/os/host.js";
import { osI2c } from "../ports/os/i2c.js";
import { openBytes } from "../ports/os/open-bytes.js";
import { OsProcesses } from "../ports/os/processes.js";
import { OsPrograms } from "../ports/os/programs.js";
import { Watchdog } from "../ports/os/watchdog.js";
import { MODELS } from "../spiralformer/model/open-reader.js";
import { DurableAdapter } from "../storage/durable-adapter.js";
import { NumberFile } from "../storage/number-file.js";
import { LogOutbox } from "../storage/outbox/log-outbox.js";
import { RAW_FOLDER } from "../storage/ring/folder.js";
import type { SavedSections } from "../storage/sections.js";
import { Store } from "../storage/store.js";
import { WISH_FILE } from "../visit/wish.js";
import { type Args, type CliCommand, type Io, NO_WORDS } from "./cli/command.js";
import { localZone } from "./cli/local-zone.js";
import { Options } from "./cli/options.js";
import { stderrLog } from "./cli/stderr-log.js";
import { version } from "./cli/version.js";
import { LAYOUT_OPTIONS, layoutOf } from "./recording/options.js";
import { boardOf, boardSense } from "./run/board.js";
import { BROKER_OPTIONS, withBroker } from "./run/broker.js";
import { CardFiles } from "./run/card-files.js";
import { faceFor } from "./run/face.js";
import { powerOff } from "./run/power-off.js";
import { releasesOf } from "./run/release.js";
import { claimState, folderForRecording, markState, sourceOf } from "./run/state-source.js";
import { USUAL_STATE } from "./run/usual-state.js";

/** `andas run`: the node. */
export const run: CliCommand = {
  name: "run",
  isLive: true,
  about: [
    "Runs the node until it is asked to stop (SIGINT, SIGTERM, or its terminal is closed: it exhales once and exits with 0), or " +
      "until its recording is over. On a terminal it shows a live view; elsewhere it says what happens, a line each, on stderr.",
  ],
  options: {
    config: {
      value: "DIR",
      help: "the card (default: andas/ on the boot partition; without any, a simulated grove)",
      offers: "folders",
    },
    state: {
      value: "DIR",
      help: "where the node keeps what it knows (default ./.andas; of a recording, a folder of its own in ./.andas/by-recording)",
      offers: "folders",
    },
    recording: { value: "FILE", help: "listen to a recording instead of the card's devices", offers: "files" },
    speed: {
      value: "N|max",
      help: "simulated time, so many times faster than real (recordings 1; the living have no speed)",
      offers: ["max"],
    },
    seed: { value: "N", help: "of what is left to chance, a whole number (default 1)" },
    start: {
      value: "TIME",
      help: "when simulated time begins, if the recording does not say (default: where the state ended, or 2000-01-01)",
    },
    "no-host": {
      help: "without the sense of the board itself (heat, supply, memory, disk, clock): a run that can be compared",
    },
    models: {
      value: "DIR",
      help: "the folder of the Spiralformer's models (default: those of this version)",
      offers: "folders",
    },
    "no-reader": { help: "live without readings" },
    plain: { help: "log lines, even on a terminal" },
    quiet: { help: "warnings and errors alone, of the log lines" },
    verbose: { help: "breaths and commits in the log lines too" },
    "log-level": {
      value: "LEVEL",
      help: "how much the log lines say: debug, info, warn or error (default info)",
      offers: ["debug", "info", "warn", "error"],
    },
    ...BROKER_OPTIONS,
    ...LAYOUT_OPTIONS,
  },
  words: NO_WORDS,
  run: runNode,
};

async function runNode(args: Args, io: Io): Promise<number> {
  const options = new Options(args);
  const recording = options.text("recording");
  const state = resolve(options.text("state") ?? (await usualState(recording)));
  const files = new CardFiles(io.env.CREDENTIALS_DIRECTORY);
  const log = stderrLog(io, logLevel(options));
  const folder = options.text("config") ?? (await usualFolder(files));
  const card = await resolveCard({ folder, stateFolder: state, files, kinds: allKinds, log });
  const listening =
    recording === undefined
      ? card.configuration
      : withRecording(card.configuration, { file: recording, ...layoutOf(options) });
  const { configuration, secrets } = withBroker({ ...card, configuration: listening }, options);
  const speed = speedOf(options, configuration);
  const source = await sourceOf(configuration, allKinds, openBytes);
  const { supply } = configuration.node;
  const powerBoard = supply && powerBoardOf(supply, osI2c());
  const host = new Host({ stateFolder: state, powerBoard, battery: supply?.battery });
  const watchdog = new Watchdog(io.env);

  const [board, sense] = await Promise.all([boardOf(configuration, host), boardSense(host)]);
  const words = catalogueOf(configuration.node.language);
  const face = faceFor(io, log, options.has("plain"), words);
  const { probation, staysOn, ...releases } = await releasesOf(io.env, files, {
    log: face.log,
    restart: () => nodeRun.restart(),
    reachedBroker: () => nodeRun.reachedBroker(),
  });
  const seed = options.whole("seed") ?? 1;
  const voice = await voiceOfCard(configuration, { kinds: allKinds, files, folder, seed, log });
  const nodeRun = await NodeRun.prepare({
    card: { ...card, configuration: { ...configuration, ...(staysOn && { rest: neverOff(configuration) }) }, secrets },
    kinds: allKinds,
    store: new Store<SavedSections>({
      ...{ files, folder: state, defaults: {}, format: STATE_FORMAT },
      processes: new OsProcesses(),
      claim: () => claimState({ files, folder: state, source, log }),
    }),
    keeping: {
      recordings: { files, folder: `${state}/recordings` },
      backup: { files, folder: configuration.node.backup?.folder ?? `${state}/backup` },
    },
    raw: { files, folder: `${state}/${RAW_FOLDER}`, bytes: configuration.node.raw.keep },
    keeper: new SenseKeeper({ adapter: new DurableAdapter(files, state, "senses"), version: version(), log: face.log }),
    commands: { files, folder: state },
    visit: visitPlace(io.env, files),
    numbers: new NumberFile(files, state),
    ...(voice && { voice }),
    seed,
    log: face.log,
    speed,
    start: options.time("start"),
    zone: localZone(),
    quality: await host.timeQuality(),
    qualityNow: () => host.timeQuality(),
    network: {
      version: version(),
      hardware: (await host.model()) ?? `${process.platform} ${process.arch}`,
      schemas: JSON.stringify(CARD_NAMES.map((name) => jsonSchemaOf(name, allKinds))),
      outbox: new LogOutbox({ files, folder: `${state}/outbox` }),
    },
    ...(!options.has("no-host") && {
      ...{ host: () => host.read(), sense },
      // Nobody's desk is switched off: a node in a forest has a card, and lives in real time.
      ...(folder !== undefined && speed === undefined && { board }),
    }),
    models: options.has("no-reader") ? undefined : (options.text("models") ?? MODELS),
    ...(card.fallback && { cardProblem: cardTrouble(card.problems, words.health) }),
    // A recording that is lived through as fast as it goes is over before anybody changes a card.
    ...(folder !== undefined &&
      speed !== "max" && {
        cardWatch: new CardWatch({ folder, stateFolder: state, files, kinds: allKinds, log: face.log, card }),
      }),
    desiredCard: new DesiredCard({ folder, files, kinds: allKinds, log: face.log }),
    onEvent: (event) => {
      watchdog.hear(event);
      probation?.hear(event);
      face.hear(event);
    },
    onSample: (electrode, at, mv) => {
      probation?.sample();
      face.sample(electrode, at, mv);
    },
    ...releases,
  });
  const { site, node } = configuration.node;
  try {
    await markState(files, state, source, face.log);
    face.open(
      {
        site,
        node,
        source: recording === undefined ? devicesOf(configuration, words, seed) : basename(recording),
        now: () => nodeRun.clock.now(),
        quality: nodeRun.clock.quality,
        speed: speed ?? 1,
        broker: nodeRun.brokerUrl ?? "",
        state,
      },
      () => nodeRun.node.threads(),
    );
    await nodeRun.run(io.signal);
  } finally {
    watchdog.stopping();
    face.close();
    await probation?.settled();
  }
  if (nodeRun.halts) await powerOff(new OsPrograms(), log);
  return 0;
}

/** In the folder that systemd gives the node in /run; nobody looks elsewhere. */
function visitPlace({ RUNTIME_DIRECTORY: folder }: Io["env"], files: CardFiles) {
  return folder ? { files, path: join(folder, WISH_FILE) } : undefined;
}

/** The board stays on in every rest. */
function neverOff({ rest }: Configuration): Configuration["rest"] {
  return { ...rest, depth: "idle" };
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** @throws AndasError `usage` */
function logLevel(options: Options): LogLevel {
  const named = options.text("log-level");
  if (named === undefined) return options.has("verbose") ? "debug" : options.has("quiet") ? "warn" : "info";
  const level = LEVELS.find((known) => known === named);
  if (level !== undefined) return level;
  throw new AndasError("usage", `--log-level is one of ${LEVELS.join(", ")}, not "${named}"`);
}

/** The card and the simulated grove share the usual folder; each recording has its own. */
async function usualState(recording: string | undefined): Promise<string> {
  return recording === undefined ? USUAL_STATE : folderForRecording(USUAL_STATE, recording, openBytes);
}

/** Recordings and groves may live in simulated time; hardware lives in real time only. */
function speedOf(options: Options, { devices }: Configuration): number | "max" | undefined {
  const speed = options.speed();
  const living = devices.find((device) => !kindOf(device, allKinds).simulated);
  if (living === undefined) return speed ?? (devices.some(({ kind }) => kind === "recording") ? 1 : undefined);
  if (speed === undefined) return undefined;
  throw new AndasError(
    "usage",
    `--speed is for recordings and groves: "${living.name}" (${living.kind}) lives in real time, leave --speed out`,
  );
}

function devicesOf({ devices }: Configuration, { live }: Catalogue, seed: number): string {
  if (devices.length === 0) return live.source.none;
  return devices.map(({ kind }) => (kind === "grove" ? live.source.grove(seed) : kind)).join(", ");
}
