import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { median } from "../../domain/median.js";
import { RealClock } from "../../ports/os/real-clock.js";
import { ElectrodeSense, type SenseListener } from "../../sensing/electrode-sense.js";
import { Sample } from "../../sensing/stream/sample.js";
import type { Io } from "../cli/command.js";
import { bytesPerTurn } from "./allocation.js";
import { loadSamples } from "./load-samples.js";

const RUNS = 5;
/** So many electrodes are made at once to see what one of them holds. */
const CROWD = 64;

/**
 * Conditioner, detector and glyphs alone: samples a second of one core (median of five, by processor time, the collector's included; by the
 * clock beside it), what an electrode holds in memory after some hours, and what is allocated per sample. The samples lie in memory
 * before the clock starts.
 */
export async function benchSensing(file: string | undefined, io: Io): Promise<object> {
  const channels = await loadSamples(file);
  const samples = channels.reduce((sum, { length }) => sum + length, 0);
  const clock = new RealClock("floor");
  const rates: number[] = [];
  const byClock: number[] = [];
  let spikes = 0;
  for (let run = 0; run < RUNS; run++) {
    io.err(`andas: sensing ${run + 1} of ${RUNS} …\n`);
    spikes = 0;
    const [began, used] = [clock.now(), process.cpuUsage()];
    for (const channel of channels) {
      const sense = newSense({ spike: () => spikes++, glyph: () => {}, percept: () => {} });
      for (let t = 0; t < channel.length; t++) hear(sense, channel, t);
    }
    const { user, system } = process.cpuUsage(used);
    rates.push(samples / ((user + system) / 1e6));
    byClock.push(samples / (clock.now() - began));
  }
  const first = channels[0]!;
  return {
    samples,
    spikes,
    samples_per_s: Math.round(median(rates)),
    samples_per_s_runs: rates.map(Math.round),
    samples_per_s_by_the_clock: Math.round(median(byClock)),
    bytes_allocated_per_sample: allocationOf(channels),
    kilobytes_per_electrode: memoryOf(first.subarray(0, Math.min(first.length, 50_000))),
  };
}

function newSense(listener: SenseListener): ElectrodeSense {
  return new ElectrodeSense({ name: "e1", device: "bench", channel: "1", profile: "fungus", control: false }, listener);
}

const SAMPLE = new Sample();

/** The sample at `t`, one a second. */
function hear(sense: ElectrodeSense, channel: Float64Array, t: number): void {
  SAMPLE.at = t;
  SAMPLE.mv = channel[t]!;
  sense.push(SAMPLE);
}

const NOBODY: SenseListener = { spike: () => {}, glyph: () => {}, percept: () => {} };

/** Over the whole recording, with all its spikes and glyphs, once the engine has compiled what it wants to. */
function allocationOf(channels: readonly Float64Array[]): number {
  const bytes = channels.map((channel) => {
    const sense = newSense(NOBODY);
    return channel.length * bytesPerTurn(channel.length, (t) => hear(sense, channel, t));
  });
  const samples = channels.reduce((sum, { length }) => sum + length, 0);
  return Math.round((100 * bytes.reduce((sum, one) => sum + one, 0)) / samples) / 100;
}

/** By the heap's own account, between two full collections: typed arrays are counted with their buffers. */
function memoryOf(samples: Float64Array): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  collect();
  const empty = used();
  const crowd = Array.from({ length: CROWD }, () => newSense(NOBODY));
  for (const sense of crowd) for (let t = 0; t < samples.length; t++) hear(sense, samples, t);
  collect();
  const full = used();
  return Math.round((full - empty) / crowd.length / 100) / 10;
}
