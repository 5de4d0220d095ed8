import { setTimeout as sleep } from "node:timers/promises";
import { AndasError } from "../../../domain/errors.js";
import type { Found, PowerSwitch, RadioSwitch, Settings } from "../../power.js";
import type { Programs } from "../../programs.js";
import type { RootFiles } from "../root-files.js";

const RFKILL = "sys/class/rfkill";
const NET = "sys/class/net";
const OF_RFKILL = /^sys\/class\/rfkill\/rfkill(\d+)\/soft$/;

/** Between two looks for a network while the radio comes up; only then does anybody look. */
const LOOKS = 500;

interface Transmitter {
  /** Of `rfkill`, and of its folder. */
  readonly number: string;
  readonly blocked: boolean;
  /** By a switch on the board, which no program moves. */
  readonly hard: boolean;
}

/**
 * Transmitters of one type, switched by `rfkill` (util-linux) and read back from the kernel. Not by writing the kernel's file: that takes
 * CAP_NET_ADMIN, whoever owns it, while /dev/rfkill only has to be writable (Linux, net/rfkill/core.c).
 */
export class RfkillSwitch implements PowerSwitch {
  readonly part: "radio" | "bluetooth";
  readonly #files: RootFiles;
  readonly #programs: Programs;

  constructor(part: "radio" | "bluetooth", files: RootFiles, programs: Programs) {
    this.part = part;
    this.#files = files;
    this.#programs = programs;
  }

  async look(): Promise<Found> {
    const found = await this.transmitters();
    if (found.length === 0) return { can: false, text: "no transmitter in /sys/class/rfkill" };
    const text = found.map(({ number, blocked }) => `rfkill${number} (${blocked ? "off" : "on"})`).join(", ");
    if (found.some(({ hard }) => hard)) return { can: false, text: `${text}; held off by a switch on the board` };
    if (await this.#files.isWritable("dev/rfkill")) return { can: true, text };
    return { can: false, text: `${text}; /dev/rfkill may not be written: install systemd/60-andas-power.rules` };
  }

  async save(): Promise<Settings> {
    const found = await this.#able();
    return Object.fromEntries(
      found.map(({ number, blocked }) => [`${RFKILL}/rfkill${number}/soft`, blocked ? "1" : "0"]),
    );
  }

  async down(): Promise<void> {
    for (const { number, blocked } of await this.#able()) if (!blocked) await this.set(number, true);
  }

  async restore(settings: Settings): Promise<void> {
    const own = await this.#able();
    for (const [name, value] of Object.entries(settings)) {
      const number = OF_RFKILL.exec(name)?.[1];
      const one = own.find((transmitter) => transmitter.number === number);
      if (one !== undefined && one.blocked !== (value === "1")) await this.set(one.number, value === "1");
    }
  }

  /** Those of this type. */
  protected async transmitters(): Promise<readonly Transmitter[]> {
    const type = this.part === "radio" ? "wlan" : "bluetooth";
    const found: Transmitter[] = [];
    for (const name of await this.#files.list(RFKILL)) {
      const folder = `${RFKILL}/${name}`;
      if ((await this.#files.text(`${folder}/type`))?.trim() !== type) continue;
      const [soft, hard] = [await this.#files.number(`${folder}/soft`), await this.#files.number(`${folder}/hard`)];
      found.push({ number: name.replace(/^rfkill/, ""), blocked: soft === 1, hard: hard === 1 });
    }
    return found;
  }

  /** @throws AndasError `device` or `addon` where it cannot be switched, or does not read so afterwards */
  protected async set(number: string, blocked: boolean): Promise<void> {
    await this.#programs.ask(["rfkill", blocked ? "block" : "unblock", number]);
    const now = (await this.transmitters()).find((one) => one.number === number);
    if (now?.blocked !== blocked)
      throw new AndasError("device", `rfkill${number} was ${blocked ? "blocked" : "unblocked"}, and reads otherwise`);
  }

  async #able(): Promise<readonly Transmitter[]> {
    return (await this.look()).can ? this.transmitters() : [];
  }
}

/** The wireless network. */
export class RfkillRadio extends RfkillSwitch implements RadioSwitch {
  override readonly part = "radio";
  readonly #files: RootFiles;

  constructor(files: RootFiles, programs: Programs) {
    super("radio", files, programs);
    this.#files = files;
  }

  async up(patience: AbortSignal): Promise<void> {
    const { can } = await this.look();
    if (!can) return;
    const blocked = (await this.transmitters()).filter((one) => one.blocked);
    for (const { number } of blocked) await this.set(number, false);
    while (!patience.aborted && !(await this.#hasNetwork())) {
      if (blocked.length === 0) throw new AndasError("device", "it was on already, and there is no network");
      await sleep(LOOKS);
    }
  }

  /** An interface is up and has a way: its address came. One with wires does as well. */
  async #hasNetwork(): Promise<boolean> {
    const [four, six] = await Promise.all([
      this.#files.text("proc/net/route"),
      this.#files.text("proc/net/ipv6_route"),
    ]);
    for (const name of await this.#files.list(NET)) {
      const state = (await this.#files.text(`${NET}/${name}/operstate`))?.trim();
      // The name comes first there; here it comes last, and the way out of everything (::/0) first.
      const found = (text = "", way: string) => new RegExp(way, "m").test(text);
      if (state === "up" && (found(four, `^${name}\\t`) || found(six, `^0{32} 00 .* ${name}$`))) return true;
    }
    return false;
  }
}
