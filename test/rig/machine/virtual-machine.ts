import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../../scripts/debian/run.js";
import type { GuestRoot } from "./guest-root.js";
import { GuestShell } from "./guest-shell.js";
import type { Target } from "./target.js";

/** So long a guest may take to do what it is told to, in ms. */
const PATIENCE = 15_000;

/** On a busy machine it boots slowly. */
const BOOTS_S = 300;

export interface MachineOptions {
  readonly target: Target;
  readonly root: GuestRoot;
  /** A folder of this machine that the guest reads as /app, and cannot change. */
  readonly app: string;
  /** The image that the guest sees as its disk, /node. */
  readonly disk: string;
  /** Where sockets and the console's log lie. A socket's path may have some 100 characters. */
  readonly folder: string;
  /** Names of its USB ports; see `socketOf`. */
  readonly usb: readonly string[];
}

/** A machine in software: QEMU without KVM, with Debian's kernel. It does not outlive this process. */
export class VirtualMachine {
  readonly shell: GuestShell;
  /** What the guest's console said, the kernel and all programs. */
  readonly log: string;
  readonly #qemu: ChildProcess;
  #console = "";

  private constructor(options: MachineOptions, shell: GuestShell, socket: string) {
    this.shell = shell;
    this.log = join(options.folder, "console.log");
    // However this process ends, the machine ends with it.
    const command = ["--pdeathsig", "KILL", options.target.qemu, ...qemuArguments(options, socket)];
    this.#qemu = spawn("setpriv", command, { stdio: ["ignore", "pipe", "pipe"] });
    const log = createWriteStream(this.log);
    for (const stream of [this.#qemu.stdout, this.#qemu.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#console += text;
        log.write(text);
      });
    this.#qemu.once("exit", () => log.end());
  }

  /** Resolves when the guest does what it is told. */
  static async boot(options: MachineOptions): Promise<VirtualMachine> {
    const socket = join(options.folder, "shell");
    const shell = await GuestShell.listen(socket);
    const machine = new VirtualMachine(options, shell, socket);
    const failed = once(machine.#qemu, "exit").then(() => {
      throw new Error(`the guest ended before it was up:\n${machine.#console.slice(-2000)}`);
    });
    try {
      await Promise.race([machine.#isUp(), failed]);
      return machine;
    } catch (error) {
      await machine.stop();
      throw error;
    }
  }

  /** All that the console has said so far. */
  get console(): string {
    return this.#console;
  }

  /**
   * Waits until the console says it, after so much of it; fails after so many seconds.
   * @returns how much of the console lies before
   */
  async said(what: RegExp, seconds: number, after = 0): Promise<number> {
    for (let i = 0; i < seconds * 10; i++) {
      const found = what.exec(this.#console.slice(after));
      if (found !== null) return after + found.index;
      await sleep(100);
    }
    const last = this.#console.slice(-3000);
    throw new Error(`the console did not say ${what} within ${seconds} s; at last it said:\n${last}`);
  }

  /** Switches it off properly; what does not go is killed. */
  async stop(): Promise<void> {
    if (this.#qemu.exitCode === null) {
      const gone = once(this.#qemu, "exit");
      this.shell.send("sync; poweroff -f");
      const late = new AbortController();
      await Promise.race([gone, sleep(PATIENCE, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
      this.#qemu.kill("SIGKILL");
      await gone;
    }
    this.shell.close();
  }

  async #isUp(): Promise<void> {
    await this.said(/the guest is up after .* s/, BOOTS_S);
    await this.shell.run("true");
  }
}

/** By which the guest reaches what listens on this machine's loopback. */
export const HOST = "10.0.2.2";

/** Where who connects plugs something into a USB port, and who disconnects pulls it out. */
export function socketOf(folder: string, usb: string): string {
  return join(folder, `usb-${usb}`);
}

function qemuArguments({ target, root, app, disk, folder, usb }: MachineOptions, shell: string): string[] {
  const plugs = usb.flatMap((name) => [
    ...["-chardev", `socket,id=${name},path=${socketOf(folder, name)},server=on,wait=off`],
    ...["-device", `usb-serial,chardev=${name},serial=${name}`],
  ]);
  return [
    ...["-accel", "tcg,thread=multi", ...target.machine, "-smp", "2", "-m", "1536"],
    ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-serial", "stdio", "-monitor", "none"],
    ...["-kernel", root.kernel, "-initrd", root.initrd],
    ...["-append", `console=${target.console} loglevel=6 mitigations=off panic=-1`],
    ...["-virtfs", `local,path=${app},mount_tag=app,security_model=none,readonly=on,multidevs=remap`],
    ...["-drive", `if=none,id=disk,file=${disk},format=raw,cache=unsafe`, "-device", "virtio-blk-pci,drive=disk"],
    ...["-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net", "-device", "virtio-rng-pci"],
    ...["-chardev", `socket,id=shell,path=${shell}`, "-device", "virtio-serial-pci"],
    ...["-device", "virtserialport,chardev=shell,name=shell", "-device", "qemu-xhci", ...plugs],
  ];
}

/** What this QEMU calls itself. */
export function versionOf({ qemu }: Target): string {
  return /version (\S+)/.exec(run(qemu, ["--version"]))?.[1] ?? "of an unknown version";
}
