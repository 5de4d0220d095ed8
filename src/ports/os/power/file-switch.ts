import { AndasError, messageOf, systemCode } from "../../../domain/errors.js";
import type { PowerPart } from "../../../domain/rest.js";
import type { Found, PowerSwitch, Settings } from "../../power.js";
import type { RootFiles } from "../root-files.js";

/** One file of the kernel in which a setting stands. */
export interface KernelSetting {
  /** From the root on: `sys/class/leds/ACT/trigger`. */
  readonly path: string;
  /** What stands there now, as it is written back. */
  readonly now: string;
  /** What turns it down. */
  readonly low: string;
}

/** A kind of setting: where it is found, and how its files read. */
export interface KernelSettings {
  readonly part: PowerPart;
  /** Of which files it is. */
  readonly of: RegExp;
  /** Those that can be turned down here, and a line about them or about why there are none. */
  find(files: RootFiles): Promise<{ readonly settings: readonly KernelSetting[]; readonly text: string }>;
  /** May a file say `text` once `written` was written? Where nothing is said of it, only that itself. */
  accepts?(written: string, text: string): boolean;
}

/** A part of the board that is turned down by writing files of the kernel. */
export class FileSwitch implements PowerSwitch {
  readonly part: PowerPart;
  readonly #files: RootFiles;
  readonly #kind: KernelSettings;

  constructor(files: RootFiles, kind: KernelSettings) {
    this.part = kind.part;
    this.#files = files;
    this.#kind = kind;
  }

  async look(): Promise<Found> {
    const { settings, text } = await this.#kind.find(this.#files);
    if (settings.length === 0) return { can: false, text };
    for (const { path } of settings)
      if (!(await this.#files.isWritable(path))) return { can: false, text: `${text}; ${whyNot(path)}` };
    return { can: true, text };
  }

  async save(): Promise<Settings> {
    return Object.fromEntries((await this.#able()).map(({ path, now }) => [path, now]));
  }

  async down(): Promise<void> {
    for (const { path, now, low } of await this.#able()) if (now !== low) await this.#set(path, low);
  }

  async restore(settings: Settings): Promise<void> {
    for (const [path, value] of Object.entries(settings))
      if (this.#kind.of.test(path) && (await this.#files.isWritable(path))) await this.#set(path, value);
  }

  async #able(): Promise<readonly KernelSetting[]> {
    const { settings } = await this.#kind.find(this.#files);
    const able = await Promise.all(settings.map(({ path }) => this.#files.isWritable(path)));
    return settings.filter((_, i) => able[i]);
  }

  /** @throws AndasError `device` where the kernel does not take it, or says something else afterwards */
  async #set(path: string, value: string): Promise<void> {
    try {
      await this.#files.write(path, value);
    } catch (error) {
      const advice = systemCode(error) === "EACCES" ? `; ${whyNot(path)}` : "";
      throw new AndasError("device", `${value} could not be written to /${path} (${messageOf(error)})${advice}`, error);
    }
    const text = chosen((await this.#files.text(path)) ?? "");
    const isTaken = this.#kind.accepts?.(value, text) ?? text === value;
    if (!isTaken) throw new AndasError("device", `/${path} reads ${text} after ${value} was written`);
  }
}

/** Of `none [mmc0] heartbeat` the one in brackets; else the whole, without what surrounds it. */
export function chosen(text: string): string {
  return /\[([^\]]*)\]/.exec(text)?.[1] ?? text.trim();
}

function whyNot(path: string): string {
  return `/${path} may not be written: install systemd/60-andas-power.rules and systemd/andas-power.conf`;
}
