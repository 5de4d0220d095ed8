import { basename, resolve } from "node:path";
import { allKinds } from "../../devices/all.js";
import { SenseKeeper } from "../acquisition/sense-keeper.js";
import { usualFolder } from "../config/built-in-card.js";
import { CARD_NAMES, jsonSchemaOf } from "../config/card-schemas.js";
import type { Configuration } from "../config/configuration.js";
import { printProblem } from "../config/problem.js";
import { resolveCard } from "../config/resolve-card.js";
import { AndasError } from "../domain/errors.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { catalogueOf } from "../language/catalogue-of.js";
import { NodeRun } from "../node/node-run.js";
import { MIGRATIONS } from "../node/node-state.js";
import { kindOf, withRecording } from "../node/plan-devices.js";
import { OsFiles } from "../ports/os/files.js";
import { Host } from "../ports/os/host.js";
import { OsProcesses } from "../ports/os/processes.js";
import { Watchdog } from "../ports/os/watchdog.js";
import { MODELS } from "../spiralformer/model/open-reader.js";
import { DurableAdapter } from "../storage/durable-adapter.js";
import type { SavedSections } from "../storage/sections.js";
import { Store } from "../storage/store.js";
import type { Args, CliCommand, Io } from "./command.js";
import { stderrLog } from "./logging.js";
import { Options, RECORDING_HELP, RECORDING_OPTIONS } from "./options.js";
import { faceFor } from "./run-face.js";
import { version } from "./version.js";

/** `andas run`: the node. */
export const run: CliCommand = {
  name: "run",
  help: `andas run [--config DIR] [--state DIR] [--recording FILE] [--speed N|max] [--seed N] [--start TIME] [--no-host] [--plain] [--verbose]

Runs the node until it is asked to stop (SIGINT, SIGTERM: it exhales once and exits with 0), or until its recording is over.
On a terminal it shows a live view; elsewhere it says what happens, a line each, on stderr.

  --config DIR        the card (default: andas/ on the boot partition; without any, a simulated grove)
  --state DIR         where the node keeps what it knows (default ./.andas)
  --recording FILE    listen to a recording instead of the card's devices
  --speed N|max       simulated time, so many times faster than real (recordings 1; the living have no speed)
  --seed N            of what is left to chance (default 1)
  --start TIME        when simulated time begins, if the recording does not say (default: where the state ended, or 2000-01-01)
  --no-host           without the sense of the board itself (heat, supply, memory, disk, clock): a run that can be compared
  --models DIR        the folder of the Spiralformer's models (default: those of this version)
  --no-reader         live without readings
  --plain             log lines, even on a terminal
  --verbose           breaths and commits in the log lines too
${RECORDING_HELP}
`,
  options: {
    ...RECORDING_OPTIONS,
    config: { type: "string" },
    state: { type: "string" },
    recording: { type: "string" },
    speed: { type: "string" },
    seed: { type: "string" },
    start: { type: "string" },
    "no-host": { type: "boolean" },
    models: { type: "string" },
    "no-reader": { type: "boolean" },
    plain: { type: "boolean" },
    verbose: { type: "boolean" },
  },
  words: { atLeast: 0, atMost: 0 },
  run: runNode,
};

async function runNode(args: Args, io: Io): Promise<number> {
  const options = new Options(args);
  const state = resolve(options.text("state") ?? ".andas");
  const files = new OsFiles();
  const log = stderrLog(io, options.has("verbose") ? "debug" : "info");
  const folder = options.text("config") ?? (await usualFolder(files));
  const card = await resolveCard({ folder, stateFolder: state, files, kinds: allKinds, log });
  const recording = options.text("recording");
  const configuration =
    recording === undefined
      ? card.configuration
      : withRecording(card.configuration, { file: recording, ...options.layout() });
  const speed = speedOf(options, configuration);
  const host = new Host({ stateFolder: state });
  const watchdog = new Watchdog(io.env);

  const words = catalogueOf(configuration.node.language);
  const face = faceFor(io, log, options.has("plain"), words);
  const nodeRun = await NodeRun.prepare({
    card: { ...card, configuration },
    kinds: allKinds,
    store: new Store<SavedSections>({
      ...{ files, folder: state, defaults: {}, migrations: MIGRATIONS },
      processes: new OsProcesses(),
    }),
    keeping: {
      recordings: { files, folder: `${state}/recordings` },
      backup: { files, folder: configuration.node.backup?.folder ?? `${state}/backup` },
    },
    keeper: new SenseKeeper({ adapter: new DurableAdapter(files, state, "senses"), version: version(), log: face.log }),
    seed: options.whole("seed") ?? 1,
    log: face.log,
    speed,
    start: options.time("start"),
    quality: await host.timeQuality(),
    network: {
      version: version(),
      hardware: (await host.model()) ?? `${process.platform} ${process.arch}`,
      schemas: JSON.stringify(CARD_NAMES.map((name) => jsonSchemaOf(name, allKinds))),
    },
    host: options.has("no-host") ? undefined : () => host.read(),
    models: options.has("no-reader") ? undefined : (options.text("models") ?? MODELS),
    ...(card.fallback && {
      cardProblem: words.health.badCard(card.problems.map(printProblem).join("; ")),
    }),
    onEvent: (event) => {
      watchdog.hear(event);
      face.hear(event);
    },
    onSample: face.sample,
  });
  const { site, node } = configuration.node;
  try {
    face.open(
      {
        site,
        node,
        source: recording === undefined ? sourceOf(configuration, words) : basename(recording),
        quality: nodeRun.clock.quality,
        speed: speed ?? 1,
        broker: nodeRun.brokerUrl ?? "",
        state,
        phases: configuration.breath.phases,
      },
      () => nodeRun.node.threads(),
    );
    await nodeRun.run(io.signal);
  } finally {
    watchdog.stopping();
    face.close();
  }
  return 0;
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

function sourceOf({ devices }: Configuration, { live }: Catalogue): string {
  if (devices.length === 0) return live.source.none;
  return devices.map(({ kind }) => (kind === "grove" ? live.source.grove : kind)).join(", ");
}
