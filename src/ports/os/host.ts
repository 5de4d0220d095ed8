import { access, readdir, readFile, statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { HostReading } from "../../domain/health.js";
import type { Seconds, TimeQuality } from "../../domain/time.js";

/** A real-time clock that shows less than this (2020) has lost its battery and counts from 1970 or 2000. */
const PLAUSIBLE: Seconds = 1_577_836_800;

/** Where to look: `root` is `/`, or a folder that a test has laid out like it; the disk is the one under `stateFolder`. */
export interface HostPlaces {
  readonly root?: string;
  readonly stateFolder: string;
}

/** What the board can do to wake itself: nothing, an alarm that is free, or one that is set. */
export type WakeAlarm = { readonly present: false } | { readonly present: true; readonly due?: Seconds };

/** The board, as the kernel shows it in files. What is not there is absent from what is read; nothing here throws. */
export class Host {
  readonly #root: string;
  readonly #stateFolder: string;

  constructor(places: HostPlaces) {
    this.#root = places.root ?? "/";
    this.#stateFolder = places.stateFolder;
  }

  /** One look: half a dozen small files. Temperature in °C, sizes in bytes. */
  async read(): Promise<HostReading> {
    const [temperature, underVoltage, memory, disk, clockSynchronized] = await Promise.all([
      this.#number("sys/class/thermal/thermal_zone0/temp"),
      this.#underVoltage(),
      this.#memory(),
      this.#disk(),
      this.#synchronized(),
    ]);
    return {
      ...(temperature !== undefined && { temperature: temperature / 1000 }),
      ...(underVoltage !== undefined && { underVoltage }),
      ...memory,
      ...disk,
      resident: process.memoryUsage.rss(),
      ...(clockSynchronized !== undefined && { clockSynchronized }),
    };
  }

  /** `Raspberry Pi 4 Model B Rev 1.4`; undefined on a machine without a device tree. */
  async model(): Promise<string | undefined> {
    // The device tree ends its texts with a NUL.
    const text = (await this.#text("proc/device-tree/model"))?.replaceAll("\0", "").trim();
    return text === "" ? undefined : text;
  }

  /** How far the system's clock can be trusted now: after a power cut a Pi knows no time until a server or a clock tells it. */
  async timeQuality(): Promise<Exclude<TimeQuality, "simulated">> {
    if ((await this.#synchronized()) === true) return "ntp";
    if (!(await this.#exists("sys/class/rtc/rtc0"))) return "floor";
    const shown = await this.#number("sys/class/rtc/rtc0/since_epoch");
    return shown !== undefined && shown < PLAUSIBLE ? "floor" : "rtc";
  }

  /** The real-time clock's alarm. That it can be set proves nothing: whoever sets it must read it back. */
  async wakeAlarm(): Promise<WakeAlarm> {
    const text = await this.#text("sys/class/rtc/rtc0/wakealarm");
    if (text === undefined) return { present: false };
    const due = number(text);
    return due === undefined ? { present: true } : { present: true, due };
  }

  /** Paths as the node will name them: `/dev/i2c-1`, in order of number. */
  async i2cBuses(): Promise<number[]> {
    const names = await this.#list("dev");
    return names
      .flatMap((name) => /^i2c-(\d+)$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  /** Serial devices by the names that stay: `/dev/serial/by-id/…`. */
  async serialPorts(): Promise<string[]> {
    return (await this.#list("dev/serial/by-id"))
      .sort((a, b) => (a < b ? -1 : 1))
      .map((name) => `/dev/serial/by-id/${name}`);
  }

  /**
   * The Pi's firmware tells a sagging supply through the rpi_volt driver; `in0_lcrit_alarm` is 1 while it lasts
   * (Linux, drivers/hwmon/raspberrypi-hwmon.c).
   */
  async #underVoltage(): Promise<boolean | undefined> {
    for (const name of await this.#list("sys/class/hwmon")) {
      const folder = join("sys/class/hwmon", name);
      if ((await this.#text(join(folder, "name")))?.trim() !== "rpi_volt") continue;
      const alarm = await this.#number(join(folder, "in0_lcrit_alarm"));
      if (alarm !== undefined) return alarm !== 0;
    }
    return undefined;
  }

  /** `MemAvailable` is what programs can still have: free memory, and what the kernel would give back. */
  async #memory(): Promise<Pick<HostReading, "memoryFree" | "memoryTotal">> {
    const text = (await this.#text("proc/meminfo")) ?? "";
    const bytes = (field: string) => {
      const kilobytes = new RegExp(`^${field}:\\s*(\\d+) kB`, "m").exec(text)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    };
    const memoryFree = bytes("MemAvailable");
    const memoryTotal = bytes("MemTotal");
    return { ...(memoryFree !== undefined && { memoryFree }), ...(memoryTotal !== undefined && { memoryTotal }) };
  }

  /** Before the first run there is no state folder: then the disk that it will be made on. */
  async #disk(): Promise<Pick<HostReading, "diskFree" | "diskTotal">> {
    for (let folder = resolve(this.#stateFolder); ; folder = dirname(folder)) {
      try {
        const { bavail, blocks, bsize } = await statfs(folder);
        return { diskFree: bavail * bsize, diskTotal: blocks * bsize };
      } catch {
        if (folder === dirname(folder)) return {};
      }
    }
  }

  /** systemd-timesyncd makes this file once it has heard from a server. Without its folder it does not run: nobody knows. */
  async #synchronized(): Promise<boolean | undefined> {
    if (await this.#exists("run/systemd/timesync/synchronized")) return true;
    return (await this.#exists("run/systemd/timesync")) ? false : undefined;
  }

  async #number(path: string): Promise<number | undefined> {
    const text = await this.#text(path);
    return text === undefined ? undefined : number(text);
  }

  #text(path: string): Promise<string | undefined> {
    return readFile(join(this.#root, path), "utf8").catch(() => undefined);
  }

  #list(path: string): Promise<string[]> {
    return readdir(join(this.#root, path)).catch(() => []);
  }

  #exists(path: string): Promise<boolean> {
    return access(join(this.#root, path)).then(
      () => true,
      () => false,
    );
  }
}

function number(text: string): number | undefined {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? value : undefined;
}
