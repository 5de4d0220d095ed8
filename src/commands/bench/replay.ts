import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { median } from "../../domain/median.js";
import type { Io } from "../cli/command.js";
import { Child, type Cost } from "./child.js";
import { megabytes } from "./figures.js";
import { writeGrove } from "./grove-recording.js";

const RUNS = 3;
const TIMES_LONGER = 4;

/**
 * The whole node over a recording: processor time of the best of three runs, and resident memory, which must not grow with the
 * recording's length. `file` is $RECORDING; without one, a grove's recording of the same size is made.
 */
export async function benchReplay(file: string | undefined, io: Io): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  try {
    const once = file ?? join(folder, "grove.csv");
    const longer = join(folder, "longer.csv");
    if (file === undefined) await writeGrove(once);
    const rows = await repeat(once, longer, TIMES_LONGER);
    const runs: Cost[] = [];
    for (let i = 0; i < RUNS; i++) {
      io.err(`andas: replay ${i + 1} of ${RUNS} …\n`);
      runs.push(await new Child(["replay", once, "--json"]).cost());
    }
    io.err(`andas: replay ${TIMES_LONGER} times as long …\n`);
    const long = await new Child(["replay", longer, "--json"]).cost();
    const best = runs.reduce((a, b) => (b.cpu < a.cpu ? b : a));
    return {
      recording: file === undefined ? "a simulated grove of the same size" : "as given",
      rows: rows.rows,
      samples: rows.rows * rows.electrodes,
      cpu_s: best.cpu,
      wall_s: round(best.wall),
      samples_per_cpu_s: Math.round((rows.rows * rows.electrodes) / best.cpu),
      resident_mb: megabytes(Math.max(...best.resident)),
      resident_last_quarter_mb: megabytes(lastQuarter(best)),
      times_longer: TIMES_LONGER,
      longer_cpu_s: long.cpu,
      longer_resident_mb: megabytes(Math.max(...long.resident)),
      longer_resident_last_quarter_mb: megabytes(lastQuarter(long)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lastQuarter({ resident }: Cost): number {
  return median(resident.slice(Math.floor((resident.length * 3) / 4)));
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** Writes the rows of `from` to `to`, so many times over, without their times: row after row at 1 Hz. */
async function repeat(from: string, to: string, times: number): Promise<{ rows: number; electrodes: number }> {
  const out = createWriteStream(to);
  let rows = 0;
  let cells = 0;
  let timed = false;
  for (let round = 0; round < times; round++) {
    let header = true;
    rows = 0;
    for await (const line of createInterface({ input: createReadStream(from) })) {
      if (header) {
        timed = /^"?(t|t_s|time|timestamp)\b/i.test(line);
        cells = line.split(/[\t,;]/).length - (timed ? 1 : 0);
      } else rows++;
      if (!header || round === 0) {
        const kept = timed ? line.slice(line.search(/[\t,;]/) + 1) : line;
        if (!out.write(`${kept}\n`)) await once(out, "drain");
      }
      header = false;
    }
  }
  out.end();
  await once(out, "finish");
  return { rows, electrodes: cells };
}
