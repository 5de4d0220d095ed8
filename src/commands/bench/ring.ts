import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY } from "../../domain/time.js";
import { OsFiles } from "../../ports/os/files.js";
import { milliseconds } from "../../ports/os/stopwatch.js";
import type { RawSignal } from "../../ports/raw-signal.js";
import { round } from "../../protocol/json.js";
import { RawRing } from "../../storage/ring/raw-ring.js";
import { RingReader } from "../../storage/ring/ring-reader.js";
import type { Io } from "../cli/command.js";
import { bytesPerTurn } from "./allocation.js";
import { megabytes } from "./figures.js";
import { loadSamples } from "./load-samples.js";

/** A usual breath at 1 Hz. */
const ROWS_PER_BREATH = 480;
const START = 946_684_800;
/** What a node keeps when nobody says. */
const USUAL_MB = 250;

/**
 * The raw ring over a recording, a row a second, kept every 480 s on a real disk: what a sample takes there, what it costs on its way, and
 * what a day writes. `asked` is what is appended; `pages` is what the system handed to the disk for it, in whole pages (of Linux alone;
 * without what the file system writes about its own names and sizes).
 */
export async function benchRing(file: string | undefined, io: Io): Promise<object> {
  const channels = await loadSamples(file);
  const rows = Math.min(...channels.map(({ length }) => length));
  const samples = rows * channels.length;
  io.err(`andas: ${samples} samples, an exhale every ${ROWS_PER_BREATH} s …\n`);
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  try {
    let now = START;
    const files = new OsFiles();
    const clock = { now: () => now, steady: () => now, quality: "simulated" } as const;
    const ring = new RawRing({ files, folder, bytes: 1e9, boot: 1, clock, log: (_, line) => io.err(`${line}\n`) });
    const device = ring.open(
      "adc",
      channels.map((_, i) => `e${i + 1}`),
    );
    const before = await pagesWritten();
    let [taking, keeping] = [0, 0];
    for (let from = 0; from < rows; from += ROWS_PER_BREATH) {
      const to = Math.min(from + ROWS_PER_BREATH, rows);
      const began = milliseconds();
      for (let row = from; row < to; row++) take(device, channels, row);
      taking += milliseconds() - began;
      now = START + to;
      const used = process.cpuUsage();
      await ring.keep();
      const { user, system } = process.cpuUsage(used);
      keeping += (user + system) / 1000;
    }
    const pages = (await pagesWritten()) - before;
    const bytes = ring.bytesWritten;
    await ring.close();
    const days = rows / DAY;
    return {
      samples,
      bytes_per_sample: round(bytes / samples, 3),
      days_in_250_mb: Math.round((USUAL_MB * 1e6 * days) / bytes),
      ...{
        exact: await isExact(files, folder, channels),
        read_samples_per_s: await readingSpeed(files, folder, samples),
      },
      ns_per_sample: round((taking * 1e6) / samples, 3),
      bytes_allocated_per_sample: allocationOf(channels),
      ms_per_exhale: round(keeping / Math.ceil(rows / ROWS_PER_BREATH), 3),
      asked_kb_a_day: Math.round(bytes / days / 1000),
      asked_mb_a_year: megabytes((365 * bytes) / days),
      ...(pages > 0 && { pages_mb_a_day: megabytes(pages / days), pages_mb_a_year: megabytes((365 * pages) / days) }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function take(device: RawSignal, channels: readonly Float64Array[], row: number): void {
  device.row(START + row);
  for (let i = 0; i < channels.length; i++) device.set(i, channels[i]![row]!);
}

/** Of what is done for a sample till the exhale. */
function allocationOf(channels: readonly Float64Array[]): number {
  const nowhere = { files: new OsFiles(), folder: "", bytes: 1, boot: 1, log: () => {} };
  const clock = { now: () => START, steady: () => START, quality: "simulated" } as const;
  const ring = new RawRing({ ...nowhere, clock });
  const names = channels.map((_, i) => `e${i + 1}`);
  // As many rows as it holds without packing them.
  const turns = 2000;
  const once = () => {
    const device = ring.open("adc", names);
    return bytesPerTurn(turns, (row) => take(device, channels, row));
  };
  for (let i = 0; i < 20; i++) once();
  return round(once() / channels.length, 3);
}

async function isExact(files: OsFiles, folder: string, channels: readonly Float64Array[]): Promise<boolean> {
  let row = 0;
  for await (const { times, values } of (await RingReader.open(files, folder)).stretches()) {
    for (let i = 0; i < times.length; i++, row++) {
      if (times[i] !== START + row) return false;
      if (!channels.every((channel, column) => Object.is(channel[row], values[column]![i]))) return false;
    }
  }
  return row > 0;
}

async function readingSpeed(files: OsFiles, folder: string, samples: number): Promise<number> {
  const began = milliseconds();
  for await (const _ of (await RingReader.open(files, folder)).stretches());
  return Math.round((1000 * samples) / (milliseconds() - began));
}

/** Bytes that this process has made the system write, so far; 0 where it does not say. */
async function pagesWritten(): Promise<number> {
  const text = await readFile("/proc/self/io", "utf8").catch(() => "");
  return Number(/^write_bytes: (\d+)$/m.exec(text)?.[1] ?? 0);
}
