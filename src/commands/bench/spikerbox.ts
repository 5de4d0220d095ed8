import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { spikerbox } from "../../../devices/spikerbox.js";
import type { Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Device, DevicePorts, DeviceSink } from "../../ports/device.js";
import { installed } from "../../ports/os/package-folder.js";
import { RealClock } from "../../ports/os/real-clock.js";
import { osSerial } from "../../ports/os/serial.js";
import { SeededRandom } from "../../ports/seeded-random.js";
import type { OpenSerial, SerialOptions } from "../../ports/serial.js";
import { SimulatedClock } from "../../ports/simulated-clock.js";
import type { Io } from "../cli/command.js";
import { bytesPerTurn } from "./allocation.js";

const RATE = 10_000;
/** So long is played in memory, in pieces as a USB port hands them over when bytes gather for 50 ms. */
const PLAYED: Seconds = 600;
const PIECE: Seconds = 0.05;
/** A real serial port is listened to for so long, in real time. */
const LISTENED: Seconds = 20;
const SETTLED: Seconds = 2;

/**
 * A SpikerBox of one channel at its full 10,000 samples a second, down to ten rows a second: what the driver takes in memory, and
 * what it takes with the serial port before it, a pair of pseudo-terminals (where there is socat).
 */
export async function benchSpikerbox(seconds: number | undefined, io: Io): Promise<object> {
  io.err("andas: playing a SpikerBox in memory …\n");
  const inMemory = await playInMemory();
  io.err("andas: listening to a SpikerBox on a serial port …\n");
  const throughPort = await listenToPort(seconds ?? LISTENED);
  return { samples_per_s: RATE, ...inMemory, ...throughPort };
}

async function playInMemory(): Promise<object> {
  let port: SerialOptions | undefined;
  const clock = new SimulatedClock(0);
  const openSerial: OpenSerial = async (options) => {
    port = options;
    return { write: () => {}, close: async () => {} };
  };
  const { device, rows } = await started(clock, openSerial, "memory");
  const pieces = PLAYED / PIECE;
  const bytes = samples(RATE * PIECE);
  const play = () => port?.onData(bytes);
  for (let piece = 0; piece < pieces / 10; piece++) play(); // compiled by then
  const used = process.cpuUsage();
  for (let piece = 0; piece < pieces; piece++) play();
  const { user, system } = process.cpuUsage(used);
  const allocated = bytesPerTurn(pieces, play) / (RATE * PIECE);
  await device.stop();
  return {
    rows: rows(),
    share_of_one_core: share((user + system) / 1e6 / PLAYED),
    bytes_allocated_per_sample: Math.max(0, Math.round(allocated * 1000) / 1000),
  };
}

/** What the node's own process takes; nothing where there is no socat. */
async function listenToPort(seconds: Seconds): Promise<object> {
  if (spawnSync("socat", ["-V"]).status !== 0) return {};
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  const path = join(folder, "spikerbox");
  const clock = new RealClock("floor");
  const wait = (time: Seconds) => new Promise<void>((resolve) => clock.timer("bench", resolve).set(clock.now() + time));
  const cable = spawn("socat", ["-", `PTY,link=${path},raw,echo=0`], { stdio: ["pipe", "ignore", "ignore"] });
  await wait(SETTLED);
  const { device, rows } = await started(clock, osSerial(), path);
  // A process of its own, past ours: what the board takes is not the node's.
  const board = spawn(process.execPath, ["--input-type=module", "-e", BOARD, CLOCK], {
    stdio: ["ignore", cable.stdin, "ignore"],
  });
  try {
    for (let tries = 0; rows() < 20 && tries < 60; tries++) await wait(SETTLED / 4);
    const [began, before, used] = [clock.now(), rows(), process.cpuUsage()];
    await wait(seconds);
    const { user, system } = process.cpuUsage(used);
    const passed = clock.now() - began;
    return {
      port_rows_per_s: Math.round((10 * (rows() - before)) / passed) / 10,
      port_share_of_one_core: share((user + system) / 1e6 / passed),
    };
  } finally {
    board.kill();
    await device.stop();
    cable.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A board of 10,000 samples a second, 100 at once; it is told where the clock is. */
const BOARD = `
  const { RealClock } = await import(process.argv[1]);
  const clock = new RealClock("floor");
  const bytes = Buffer.from(Array.from({ length: 200 }, (_, i) => (i % 2 ? i & 0x7f : 0x84)));
  const began = clock.now();
  let sent = 0;
  const timer = clock.timer("board", () => {
    for (; sent < 100 * (clock.now() - began); sent++) process.stdout.write(bytes);
    timer.set(clock.now() + 0.01);
  });
  timer.set(began);`;
const CLOCK = pathToFileURL(installed("dist/src/ports/os/real-clock.js")).href;

async function started(
  clock: Clock,
  openSerial: OpenSerial,
  path: string,
): Promise<{ device: Device; rows: () => number }> {
  const unused = () => Promise.reject(new Error("a SpikerBox needs a serial port alone"));
  const ports: DevicePorts = {
    ...{ name: "spikerbox", clock, random: new SeededRandom(1), log: () => {}, start: 0, openSerial },
    ...{ openBytes: unused, openI2c: unused, gpio: { output: unused, button: unused } },
  };
  let rows = 0;
  const sink: DeviceSink = {
    ...{ row: () => rows++, block: () => {}, described: () => {}, fault: () => {}, called: () => {}, ended: () => {} },
  };
  const device = spikerbox.create(spikerbox.schema.parse({ path }), ports);
  await device.start(sink);
  return { device, rows: () => rows };
}

/** Samples that wander over a part of the scale. */
function samples(count: number): Uint8Array {
  return Uint8Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? 0x84 : (i >> 1) & 0x7f));
}

function share(part: number): number {
  return Math.round(1e5 * part) / 1e5;
}
