import { AndasError, messageOf } from "../../../domain/errors.js";
import { iso, type Seconds } from "../../../domain/time.js";
import type { Found, WakeAlarm } from "../../power.js";
import type { RootFiles } from "../root-files.js";

/**
 * The alarm of a real-time clock that the kernel drives (Linux, Documentation/ABI/testing/sysfs-class-rtc). It is cleared by 0, takes seconds
 * of the clock's own epoch, which is UTC, and is gone once it rang or the board was started anew.
 */
export class RtcAlarm implements WakeAlarm {
  readonly name: string;
  readonly #files: RootFiles;
  /** Why it would not wake this board; undefined where it would. */
  readonly #notWired: () => Promise<string | undefined>;

  constructor(files: RootFiles, name: string, notWired: () => Promise<string | undefined>) {
    this.#files = files;
    this.name = name;
    this.#notWired = notWired;
  }

  async look(): Promise<Found> {
    const text = await this.#files.text(this.#path("wakealarm"));
    if (text === undefined) return { can: false, text: `no alarm in /${this.#path("wakealarm")}` };
    if ((await this.#now()) === undefined) return { can: false, text: `${this.name} does not say its time` };
    const unwired = await this.#notWired();
    if (unwired !== undefined) return { can: false, text: `${this.name}, ${unwired}` };
    if (!(await this.#files.isWritable(this.#path("wakealarm"))))
      return { can: false, text: `${this.name} may not be set: install systemd/60-andas-power.rules` };
    const due = Number(text);
    return { can: true, text: `${this.name}, ${due > 0 ? `set to ${iso(due)}` : "free"}` };
  }

  async arm(seconds: Seconds): Promise<Seconds> {
    const now = await this.#now();
    if (now === undefined) throw new AndasError("device", `${this.name} does not say its time: the board stays on`);
    try {
      // The kernel refuses a time while another is set (EBUSY).
      await this.#files.write(this.#path("wakealarm"), "0");
      await this.#files.write(this.#path("wakealarm"), String(Math.round(now + seconds)));
    } catch (error) {
      throw new AndasError("device", `the alarm of ${this.name} is not taken (${messageOf(error)})`, error);
    }
    const set = await this.#files.number(this.#path("wakealarm"));
    return set === undefined || set === 0 ? Number.NaN : set - now;
  }

  async disarm(): Promise<void> {
    await this.#files.write(this.#path("wakealarm"), "0");
  }

  /** No real-time clock remembers. */
  async startedBy(): Promise<undefined> {
    return undefined;
  }

  #now(): Promise<number | undefined> {
    return this.#files.number(this.#path("since_epoch"));
  }

  #path(file: string): string {
    return `sys/class/rtc/${this.name}/${file}`;
  }
}
