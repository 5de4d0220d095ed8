import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { HostReading } from "../../domain/health.js";
import type { Seconds, TimeQuality } from "../../domain/time.js";
import type { BatteryRange, PowerBoard, Supply } from "../power-board.js";
import type { Programs } from "../programs.js";
import { believable, kernelSupply, readPowerFlags, underVoltageAlarm } from "./board-power.js";
import { OsPrograms } from "./programs.js";
import { plausible, RootFiles } from "./root-files.js";

/** A real-time clock that shows less than this (2020) has lost its battery and counts from 1970 or 2000. */
const PLAUSIBLE: Seconds = 1_577_836_800;

/** What a processor can have and still compute, in °C. */
const COLDEST = -45;
const HOTTEST = 130;
/** Zones of the processor, among those of a charger or a radio (Linux, drivers/thermal; on a PC, x86_pkg_temp). */
const PROCESSOR = /^(cpu|soc|x86_pkg)/;

/** Where to look: `root` is `/`, or a folder that a test has laid out like it; the disk is the one under `stateFolder`. */
export interface HostPlaces {
  readonly root?: string;
  readonly stateFolder: string;
  /** For what only the board's own tools tell. */
  readonly programs?: Programs;
  /** A power board that the kernel has no driver for; without it, what the kernel shows of one. */
  readonly powerBoard?: PowerBoard | undefined;
  readonly battery?: BatteryRange | undefined;
}

/** The board, as the kernel shows it in files. What is not there is absent from what is read; nothing here throws. */
export class Host {
  readonly #files: RootFiles;
  readonly #places: HostPlaces;
  readonly #programs: Programs;

  constructor(places: HostPlaces) {
    this.#files = new RootFiles(places.root ?? "/");
    this.#places = places;
    this.#programs = places.programs ?? new OsPrograms();
  }

  /** One look: a dozen small files. What no sensor can have measured is unknown. */
  async read(): Promise<HostReading> {
    const [temperature, power, supply, memory, disk, diskErrors, clockSynchronized, clockSource] = await Promise.all([
      this.#temperature(),
      this.#power(),
      this.#supply(),
      this.#memory(),
      this.#disk(),
      this.#diskErrors(),
      this.#synchronized(),
      this.timeQuality(),
    ]);
    return {
      ...(temperature !== undefined && { temperature }),
      ...power,
      ...supply,
      ...memory,
      ...disk,
      ...(diskErrors !== undefined && { diskErrors }),
      resident: process.memoryUsage.rss(),
      ...(clockSynchronized !== undefined && { clockSynchronized }),
      clockSource,
    };
  }

  /** `Raspberry Pi 4 Model B Rev 1.4`; undefined on a machine without a device tree. */
  async model(): Promise<string | undefined> {
    // The device tree ends its texts with a NUL.
    const text = (await this.#files.text("proc/device-tree/model"))?.replaceAll("\0", "").trim();
    return text === "" ? undefined : text;
  }

  /** How far the system's clock can be trusted now: after a power cut a Pi knows no time until a server or a clock tells it. */
  async timeQuality(): Promise<Exclude<TimeQuality, "simulated">> {
    if ((await this.#synchronized()) === true) return "ntp";
    if (!(await this.#files.exists("sys/class/rtc/rtc0"))) return "floor";
    const shown = await this.#files.number("sys/class/rtc/rtc0/since_epoch");
    return shown !== undefined && shown < PLAUSIBLE ? "floor" : "rtc";
  }

  /** Paths as the node will name them: `/dev/i2c-1`, in order of number. */
  async i2cBuses(): Promise<number[]> {
    const names = await this.#files.list("dev");
    return names
      .flatMap((name) => /^i2c-(\d+)$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  /** Of the processor, in °C; of the first zone that tells any, where none says that it is the processor's. */
  async #temperature(): Promise<number | undefined> {
    const folder = "sys/class/thermal";
    const zones = (await this.#files.list(folder)).filter((name) => name.startsWith("thermal_zone"));
    let first: number | undefined;
    for (const zone of zones) {
      const read = await this.#files.number(`${folder}/${zone}/temp`);
      const celsius = plausible(read === undefined ? undefined : read / 1000, COLDEST, HOTTEST);
      if (celsius === undefined) continue;
      if (PROCESSOR.test((await this.#files.text(`${folder}/${zone}/type`)) ?? "")) return celsius;
      first ??= celsius;
    }
    return first;
  }

  async #power(): Promise<Pick<HostReading, "underVoltage" | "slowed" | "hadUnderVoltage" | "wasSlowed">> {
    const [alarm, flags] = await Promise.all([
      underVoltageAlarm(this.#files),
      readPowerFlags(this.#files, this.#programs),
    ]);
    if (alarm === undefined) return { ...flags };
    return { ...flags, underVoltage: alarm || flags?.underVoltage === true };
  }

  /** What a power board measures, as far as it can be true. One that does not answer is one that nobody has: why not is for the doctor. */
  async supply(): Promise<Supply | undefined> {
    const { powerBoard } = this.#places;
    const told = powerBoard ? await powerBoard.read().catch(() => undefined) : await kernelSupply(this.#files);
    return told && believable(told);
  }

  async #supply(): Promise<Pick<HostReading, "supplyVolts" | "supplyAmps" | "battery">> {
    const supply = await this.supply();
    const { battery } = this.#places;
    if (supply === undefined) return {};
    const { volts, amps } = supply;
    const left = battery && (volts - battery.empty) / (battery.full - battery.empty);
    return {
      supplyVolts: volts,
      ...(amps !== undefined && { supplyAmps: amps }),
      ...(left !== undefined && { battery: Math.min(Math.max(left, 0), 1) }),
    };
  }

  /** `MemAvailable` is what programs can still have: free memory, and what the kernel would give back. */
  async #memory(): Promise<Pick<HostReading, "memoryFree" | "memoryTotal">> {
    const text = (await this.#files.text("proc/meminfo")) ?? "";
    const bytes = (field: string) => {
      const kilobytes = new RegExp(`^${field}:\\s*(\\d+) kB`, "m").exec(text)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    };
    const memoryFree = bytes("MemAvailable");
    const memoryTotal = bytes("MemTotal");
    if (memoryTotal === undefined || memoryFree === undefined || memoryFree > memoryTotal) return {};
    return { memoryFree, memoryTotal };
  }

  /** Before the first run there is no state folder: then the disk that it will be made on. */
  async #disk(): Promise<Pick<HostReading, "diskFree" | "diskTotal">> {
    for (let folder = resolve(this.#places.stateFolder); ; folder = dirname(folder)) {
      try {
        const { bavail, blocks, bsize } = await statfs(folder);
        // Some file systems (of a network, of a container) have no size.
        return blocks > 0 && bavail <= blocks ? { diskFree: bavail * bsize, diskTotal: blocks * bsize } : {};
      } catch {
        if (folder === dirname(folder)) return {};
      }
    }
  }

  /** Of ext4, which counts in its superblock what it could not read or write (Linux, Documentation/ABI/testing/sysfs-fs-ext4). */
  async #diskErrors(): Promise<number | undefined> {
    const folder = "sys/fs/ext4";
    let sum: number | undefined;
    for (const name of await this.#files.list(folder)) {
      const errors = await this.#files.number(`${folder}/${name}/errors_count`);
      if (errors !== undefined) sum = (sum ?? 0) + errors;
    }
    return sum;
  }

  /** systemd-timesyncd makes this file once it has heard from a server. Without its folder it does not run: nobody knows. */
  async #synchronized(): Promise<boolean | undefined> {
    if (await this.#files.exists("run/systemd/timesync/synchronized")) return true;
    return (await this.#files.exists("run/systemd/timesync")) ? false : undefined;
  }
}
