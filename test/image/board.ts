import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GuestShell } from "../rig/machine/guest-shell.js";
import type { FlashedCard } from "./flashed-card.js";

/** Where the console of the board is heard. */
const CONSOLE = "ttyAMA0";
/** Quiet: no echo, no prompt. */
const QUIET = "stty -echo -onlcr; exec sh -c 'cat | sh'";

/** A board of software that starts from a card: QEMU's `virt`, an arm64 without KVM, with the kernel that lies on the card. It does not outlive this process. */
export class Board {
  readonly shell: GuestShell;
  readonly log: string;
  readonly #qemu: ChildProcess;
  #console = "";
  #hasHands = false;

  private constructor(card: FlashedCard, tryboot: boolean, shell: GuestShell, socket: string, folder: string) {
    this.shell = shell;
    this.log = join(folder, "console.log");
    this.#qemu = spawn(
      "setpriv",
      ["--pdeathsig", "KILL", "qemu-system-aarch64", ...qemuArguments(card, tryboot, socket)],
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

  /** Gives it power. `tryboot`: it was told so before, by `reboot "0 tryboot"`. */
  static async start(card: FlashedCard, folder: string, tryboot = false): Promise<Board> {
    const socket = join(folder, "shell");
    rmSync(socket, { force: true });
    const shell = await GuestShell.listen(socket);
    return new Board(card, tryboot, shell, socket, folder);
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

function qemuArguments(card: FlashedCard, tryboot: boolean, shell: string): string[] {
  const { kernel, initrd, commandLine } = card.startFiles(tryboot);
  const own = commandLine.replace("console=tty0", `console=${CONSOLE}`).replace("quiet ", "");
  // Beside other work a board of software is so slow that systemd would give up what it starts.
  const slow =
    "systemd.journald.forward_to_console=1 systemd.default_timeout_start_sec=1800 systemd.default_device_timeout_sec=1800";
  const debug = `systemd.debug_shell systemd.default_debug_tty=hvc0 systemd.getty_auto=no ${slow}`;
  return [
    ...["-accel", "tcg,thread=multi", "-M", "virt", "-cpu", "cortex-a53", "-smp", "2", "-m", "1024"],
    ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-serial", "stdio", "-monitor", "none"],
    ...["-kernel", kernel, "-initrd", initrd, "-append", `${own} ${debug}`],
    ...["-drive", `if=none,id=card,file=${card.path},format=raw,cache=writethrough`],
    ...["-device", "virtio-blk-pci,drive=card", "-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net"],
    ...["-device", "virtio-rng-pci", "-device", "virtio-serial-pci"],
    ...["-chardev", `socket,id=shell,path=${shell}`, "-device", "virtconsole,chardev=shell"],
  ];
}
