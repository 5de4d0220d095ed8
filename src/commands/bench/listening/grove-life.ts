import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveCard } from "../../../config/resolve-card.js";
import type { Listening } from "../../../domain/electrode.js";
import type { Spike } from "../../../domain/spike.js";
import { HOUR, type Seconds } from "../../../domain/time.js";
import { NodeRun } from "../../../node/node-run.js";
import { OsFiles } from "../../../ports/os/files.js";
import type { SavedSections } from "../../../storage/sections.js";
import { VolatileStore } from "../../../storage/volatile-store.js";
import type { Io } from "../../cli/command.js";
import { Overheard, type World, watchedGrove } from "./watched-grove.js";

export const START: Seconds = 946_684_800;
/** What the comparator lets pass, in mV: some three times what the noise and a rest's drift move. */
export const BAND = 0.05;

/** The usual breath, and others that listen for a quarter of the time as well. */
export const USUAL = { inhale_s: 120, hold_s: 60, exhale_s: 180, pause_s: 120 };
export const quarterOf = (inhale_s: Seconds) => ({ ...USUAL, inhale_s, pause_s: 3 * inhale_s - 240 });

/** How a grove is listened to. */
export interface Way {
  readonly listening: Listening;
  readonly phases: typeof USUAL;
}

export interface Asked {
  readonly hours: number;
  readonly rate: number;
  readonly seed: number;
}

/** What came of it. */
export interface GroveLife {
  readonly overheard: Overheard;
  readonly spikes: readonly Spike[];
  readonly rows: number;
  /** Phases of the breath. */
  readonly turns: number;
}

/** Listens to a grove with a whole node in simulated time. */
export async function liveWith(way: Way, { hours, rate, seed }: Asked, io: Io, world?: World): Promise<GroveLife> {
  const overheard = new Overheard();
  const kinds = [watchedGrove(overheard, world)];
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
  return { overheard, spikes, rows: run.node.inputs.rows, turns };
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
