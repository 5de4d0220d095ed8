import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BOARDS } from "../../breathing/energy/boards.js";
import { joules } from "../../breathing/energy/power-model.js";
import { resolveCard } from "../../config/resolve-card.js";
import type { Listening } from "../../domain/electrode.js";
import type { Spike } from "../../domain/spike.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import { NodeRun } from "../../node/node-run.js";
import { OsFiles } from "../../ports/os/files.js";
import type { SavedSections } from "../../storage/sections.js";
import { VolatileStore } from "../../storage/volatile-store.js";
import type { Io } from "../cli/command.js";
import type { Options } from "../cli/options.js";
import { type Score, score } from "./listening/score.js";
import { Overheard, watchedGrove } from "./listening/watched-grove.js";

const HOURS = 72;
/** Fresh senses settle first: what they miss then is not a matter of listening. */
const SETTLED: Seconds = 6 * HOUR;
const START: Seconds = 946_684_800;
/** What the comparator lets pass, in mV: some three times what the noise and a rest's drift move. */
const BAND = 0.05;

/** The usual breath, and one that listens for a quarter of the time as well, but long enough for whole spikes. */
const USUAL = { inhale_s: 120, hold_s: 60, exhale_s: 180, pause_s: 120 };
const LONG = { inhale_s: 3600, hold_s: 60, exhale_s: 180, pause_s: 10_560 };

const WAYS: readonly Way[] = [
  { listening: "continuous", phases: USUAL },
  { listening: "inhale", phases: USUAL },
  { listening: "sentinel", phases: USUAL },
  { listening: "inhale", phases: LONG },
  { listening: "sentinel", phases: LONG },
];

interface Way {
  readonly listening: Listening;
  readonly phases: typeof USUAL;
}

/**
 * The same grove, sample for sample, listened to in several ways by a whole node in simulated time: what wakes it, what that costs on each
 * board beside resting, and what it hears of what was put in.
 */
export async function benchListening(options: Options, io: Io) {
  const hours = options.positive("hours") ?? HOURS;
  const rate = options.positive("rate") ?? 2;
  const seed = options.whole("seed") ?? 1;
  const ways: (Listened & { readonly listening: Listening; readonly inhale_s: Seconds })[] = [];
  for (const way of WAYS) {
    io.err(`andas: ${way.listening} listening, inhales of ${way.phases.inhale_s} s …\n`);
    ways.push({
      listening: way.listening,
      inhale_s: way.phases.inhale_s,
      ...(await listen(way, { hours, rate, seed }, io)),
    });
  }
  return { hours, rate_hz: rate, electrodes: 4, seed, band_mv: BAND, ways };
}

/** What a way of listening costs an hour, and what it hears. */
interface Listened extends Score {
  readonly wakeups_per_h: number;
  readonly of_them: { readonly samples: number; readonly breath: number; readonly sentinel: number };
  /** By board. */
  readonly joules_per_h: Readonly<Record<string, number>>;
}

interface Asked {
  readonly hours: number;
  readonly rate: number;
  readonly seed: number;
}

async function listen(way: Way, { hours, rate, seed }: Asked, io: Io): Promise<Listened> {
  const overheard = new Overheard();
  const kinds = [watchedGrove(overheard)];
  const spikes: Spike[] = [];
  let turns = 0;
  const run = await NodeRun.prepare({
    ...{ card: await cardWith(way, rate, kinds), kinds, seed, log: () => {}, speed: "max", start: START },
    ...{ store: new VolatileStore<SavedSections>({}), quality: "floor", network: undefined, models: undefined },
    onEvent: (event) => {
      if (event.type === "spike") spikes.push(event.spike);
      if (event.type === "breath") turns++;
    },
  });
  const end = new AbortController();
  const stop = () => end.abort();
  io.signal.addEventListener("abort", stop);
  run.clock.timer("bench", stop).set(START + hours * HOUR);
  await run.run(end.signal);
  io.signal.removeEventListener("abort", stop);
  const { rows } = run.node.inputs;
  const each = (count: number) => Math.round((10 * count) / hours) / 10;
  return {
    wakeups_per_h: each(rows + turns + overheard.calls),
    of_them: { samples: each(rows), breath: each(turns), sentinel: each(overheard.calls) },
    joules_per_h: Object.fromEntries(
      BOARDS.map((board) => [
        board.name,
        Math.round((10 * joules(board, { seconds: hours * HOUR, off: 0, radio: 0, rows, boots: 0 })) / hours) / 10,
      ]),
    ),
    ...score(overheard, spikes, START + SETTLED),
  };
}

/** A card with one device that is listened to so. */
async function cardWith({ listening, phases }: Way, rate: number, kinds: Parameters<typeof resolveCard>[0]["kinds"]) {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  const device = {
    ...{ name: "grove", kind: "watched-grove", listening, rate_hz: rate },
    ...(listening === "sentinel" && { band_mv: BAND }),
  };
  try {
    await writeFile(join(folder, "node.json"), '{"site":"bench","node":"listening"}');
    await writeFile(join(folder, "breath.json"), JSON.stringify({ phases }));
    await writeFile(join(folder, "electrodes.json"), JSON.stringify({ devices: [device] }));
    return await resolveCard({ folder, stateFolder: undefined, files: new OsFiles(), kinds, log: () => {} });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
