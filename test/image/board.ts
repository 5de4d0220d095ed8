import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GuestShell } from "../rig/machine/guest-shell.js";
import type { FlashedCard } from "./flashed-card.js";

/**
 * Boards of software: QEMU's `virt`, with a network, a clock and a wire for a shell; and its Pi 3B, whose card, serial port and timers are
 * behind the controllers of a real one, but which has no wire for a shell.
 */
export type Machine = "virt" | "raspi3b";

/** What is asked of a board before it starts. */
export interface Start {
  readonly machine?: Machine;
  /** It was told so before, by `reboot "0 tryboot"`. */
  readonly tryboot?: boolean;
}

/** Where the console of each is heard. */
const CONSOLES: Readonly<Record<Machine, string>> = { virt: "ttyAMA0", raspi3b: "ttyS1,115200" };
/** Quiet: no echo, no prompt. */
const QUIET = "stty -echo -onlcr; exec sh -c 'cat | sh'";

/** A board of software that starts from a card, with the kernel that lies on it: an arm64 without KVM. It does not outlive this process. */
export class Board {
  readonly shell: GuestShell;
  readonly log: string;
  readonly #qemu: ChildProcess;
  #console = "";
  #hasHands = false;

  private constructor(card: FlashedCard, start: Start, shell: GuestShell, socket: string, folder: string) {
    this.shell = shell;
    this.log = join(folder, "console.log");
    this.#qemu = spawn(
      "setpriv",
      ["--pdeathsig", "KILL", "qemu-system-aarch64", ...qemuArguments(card, start, socket)],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const log = createWriteStream(this.log, { flags: "a" });
    for (const stream of [this.#qemu.stdout, this.#qemu.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#console += text;
        log.write(text);
      });
    this.#qemu.once("exit", () => log.end());
  }

  /** Gives it power. */
  static async start(card: FlashedCard, folder: string, start: Start = {}): Promise<Board> {
    const socket = join(folder, "shell");
    rmSync(socket, { force: true });
    const shell = await GuestShell.listen(socket);
    return new Board(card, start, shell, socket, folder);
  }

  /** Waits for systemd's debug shell, which only the kernel's command line of this test asks for. */
  async hands(seconds: number): Promise<GuestShell> {
    if (this.#hasHands) return this.shell;
    await this.said(/debug-shell\.service|Early root shell/, seconds);
    await sleep(5000);
    this.shell.send(QUIET);
    await sleep(5000);
    await this.shell.run("true");
    this.#hasHands = true;
    return this.shell;
  }

  /** Waits until the console says it. */
  async said(what: RegExp, seconds: number): Promise<void> {
    for (let i = 0; i < seconds * 10; i++) {
      if (what.test(this.#console)) return;
      await sleep(100);
    }
    throw new Error(`the console did not say ${what} within ${seconds} s; at last:\n${this.#console.slice(-2000)}`);
  }

  /** Waits until it has switched itself off. @returns with what QEMU ended */
  async ended(): Promise<number | null> {
    if (this.#qemu.exitCode === null && this.#qemu.signalCode === null) await once(this.#qemu, "exit");
    this.shell.close();
    return this.#qemu.exitCode;
  }

  /** The plug is pulled: nothing is written any more. */
  async cut(): Promise<void> {
    if (this.#qemu.exitCode === null && this.#qemu.signalCode === null) {
      const gone = once(this.#qemu, "exit");
      this.#qemu.kill("SIGKILL");
      await gone;
    }
    this.shell.close();
  }
}

/** By which the board reaches what listens on this machine's loopback. */
export const HOST = "10.0.2.2";

function qemuArguments(card: FlashedCard, { machine = "virt", tryboot = false }: Start, shell: string): string[] {
  const { kernel, initrd, pi3, commandLine } = card.startFiles(tryboot);
  const own = commandLine.replace("console=tty0", `console=${CONSOLES[machine]}`).replace("quiet ", "");
  // Beside other work a board of software is so slow that systemd would give up what it starts.
  const slow =
    "systemd.journald.forward_to_console=1 systemd.default_timeout_start_sec=1800 systemd.default_device_timeout_sec=1800";
  const debug = "systemd.debug_shell systemd.default_debug_tty=hvc0 systemd.getty_auto=no";
  const drive = `file=${card.path},format=raw,cache=writethrough`;
  const board =
    machine === "raspi3b"
      ? // Its second serial port is the one that a Pi 3 leaves for consoles; its only network hangs on USB. Its watchdog bites as soon as it is
        // armed: QEMU has its reset, and not its time (hw/misc/bcm2835_powermgt.c).
        [
          ...["-M", machine, "-dtb", pi3, "-serial", "null", "-serial", "stdio"],
          ...["-drive", `if=sd,${drive}`, "-netdev", "user,id=net", "-device", "usb-net,netdev=net"],
          ...["-append", `${own} ${slow} systemd.watchdog_sec=0`],
        ]
      : [
          ...["-M", machine, "-cpu", "cortex-a53", "-smp", "2", "-m", "1024", "-nodefaults", "-serial", "stdio"],
          ...["-drive", `if=none,id=card,${drive}`, "-device", "virtio-blk-pci,drive=card"],
          ...["-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net"],
          ...["-device", "virtio-rng-pci", "-device", "virtio-serial-pci"],
          ...["-chardev", `socket,id=shell,path=${shell}`, "-device", "virtconsole,chardev=shell"],
          ...["-append", `${own} ${debug} ${slow}`],
        ];
  return [
    ...["-accel", "tcg,thread=multi", "-no-user-config", "-display", "none", "-no-reboot", "-monitor", "none"],
    ...["-kernel", kernel, "-initrd", initrd, ...board],
  ];
}
