import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Background } from "../../../../devices/grove/background.js";
import { SpikePool } from "../../../../devices/grove/spike-pool.js";
import type { Insight } from "../../../domain/insight.js";
import { DAY } from "../../../domain/time.js";
import { installed } from "../../../ports/os/package-folder.js";
import type { Random } from "../../../ports/random.js";
import { SeededRandom } from "../../../ports/seeded-random.js";
import type { Io } from "../../cli/command.js";
import type { Month, Told } from "./score.js";
import { type Chance, ELECTRODES, onsetsOf, type Truth } from "./worlds.js";

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

/** How many patterns are told of a recording as it is, and with every electrode but the first shifted in time by chance. */
export async function shiftedRecording(recording: string, shifts: number, io: Io) {
  const lines = (await readFile(recording, "utf8")).trimEnd().split("\n");
  const separator = /[\t,;]/.exec(lines[0] ?? "")?.[0] ?? "\t";
  const rows = lines.slice(1).map((line) => line.split(separator));
  const counts: number[] = [];
  await inFolder(async (folder) => {
    for (let shift = 0; shift <= shifts; shift++) {
      io.err(`andas: shift ${shift} of ${shifts} …\n`);
      const random = new SeededRandom(`insights/shift/${shift}`);
      const by = (rows[0] ?? []).map((_, column) =>
        shift === 0 || column < 2 ? 0 : Math.floor(random.next() * rows.length),
      );
      const file = join(folder, "shifted.csv");
      const out = createWriteStream(file);
      out.write(`${lines[0]}\n`);
      for (const [index] of rows.entries()) {
        const cells = by.map((offset, column) => rows[(index + offset) % rows.length]![column] ?? "");
        if (!out.write(`${cells.join(separator)}\n`)) await once(out, "drain");
      }
      out.end();
      await once(out, "finish");
      counts.push((await toldIn(file)).length);
    }
  });
  const [unshifted = 0, ...shifted] = counts;
  return { unshifted, shifts, shifted_mean: shifted.reduce((sum, one) => sum + one, 0) / Math.max(1, shifts), shifted };
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
  const told: Told[] = [];
  const seen = new Set<string>();
  for (const line of (await outputOf(["replay", file, "--json"])).split("\n")) {
    if (!line.startsWith('{"type":"insight"')) continue;
    const { at, id, kind, data, confidence, forgotten } = JSON.parse(line) as InsightLine;
    if (kind !== "pattern" || forgotten === true || seen.has(id)) continue;
    seen.add(id);
    told.push({ at, data, confidence });
  }
  return told;
}

async function outputOf(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [installed("dist/andas/andas.js"), ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return text(child.stdout);
}

interface InsightLine extends Pick<Insight, "id" | "kind" | "data"> {
  readonly at: number;
  readonly confidence: number;
  readonly forgotten?: true;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
