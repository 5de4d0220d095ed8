import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { Background } from "../../../../devices/grove/background.js";
import { SpikePool } from "../../../../devices/grove/spike-pool.js";
import { DAY } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";
import { replayed } from "./replayed.js";
import type { Month, Told } from "./score.js";
import { type Chance, ELECTRODES, onsetsOf, type Truth } from "./worlds.js";

/** As much of a pattern that is told as counts. */
const PATTERN = z.object({
  at: z.number(),
  id: z.string(),
  kind: z.literal("pattern"),
  data: z.object({ form: z.string() }).catchall(z.json()),
  confidence: z.number(),
  forgotten: z.undefined().optional(),
});

/** A row a second would only make it slower: spikes of the fungus take a minute and more. */
const EVERY = 2;
/** How spikes look: rise and recovery in seconds, height in millivolts. */
const RISE = 30;
const RECOVERY = 45;
const HEIGHT = 0.12;

/** A month from raw signals, through the whole node: `andas replay` of what four electrodes would have measured. */
export async function monthFromSignals(truth: Truth, chance: Chance, days: number, random: Random): Promise<Month> {
  return inFolder(async (folder) => {
    const file = join(folder, "month.csv");
    await writeMonth(file, truth, chance, days, random);
    return { days, told: await toldIn(file) };
  });
}

async function writeMonth(file: string, truth: Truth, chance: Chance, days: number, random: Random): Promise<void> {
  const onsets = onsetsOf(truth, chance, days, random);
  const electrodes = ELECTRODES.map((name, index) => ({
    background: new Background(1 / EVERY, 0, random.fork(`background ${name}`)),
    pool: new SpikePool(1 / EVERY),
    random: random.fork(`shape ${name}`),
    onsets: onsets[index]!,
    next: 0,
  }));
  const out = createWriteStream(file);
  out.write(`t_s,${ELECTRODES.map((name) => `${name}_mv`).join(",")}\n`);
  for (let at = 0; at < days * DAY; at += EVERY) {
    const cells = electrodes.map((one) => {
      for (; one.next < one.onsets.length && one.onsets[one.next]! < at + EVERY; one.next++) {
        const amplitude = HEIGHT * Math.exp(0.4 * one.random.normal());
        one.pool.add({
          onset: Math.max(at, one.onsets[one.next]!),
          rise: RISE,
          recovery: RECOVERY,
          swing: 0,
          amplitude,
        });
      }
      return (one.background.next(at) + one.pool.next(at)).toFixed(3);
    });
    if (!out.write(`${at},${cells.join(",")}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

/** The patterns that a replay tells, each when it was first told. */
async function toldIn(file: string): Promise<readonly Told[]> {
  const told = new Map<string, Told>();
  for (const { id, ...line } of await replayed(file, "insight", PATTERN)) if (!told.has(id)) told.set(id, line);
  return [...told.values()];
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
