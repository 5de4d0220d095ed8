import { setTimeout as sleep } from "node:timers/promises";
import { BUTTON, pullOf, setUp } from "./guest/board.js";
import type { Seen } from "./guest/chip-on-stub.js";
import type { VirtualMachine } from "./machine/virtual-machine.js";
import { BAND_MV } from "./the-card.js";

const ANDAS = "node /app/dist/andas/andas.js";
const CHIPS = "node /app/dist/test/rig/guest/chips.js";
/** Its lines, and those of the board's converters, are the console's. */
const TO_CONSOLE = ">/dev/console 2>&1 </dev/null &";

/** So late a busy guard may be on watch. */
const LATE_MS = 20_000;

/** The unchanged node in the guest, and the hands of who stands beside it. */
export class GuestNode {
  readonly #machine: VirtualMachine;

  constructor(machine: VirtualMachine) {
    this.#machine = machine;
  }

  /** Makes the board: its bus, converters and header. The guest's clock is set to this machine's. */
  async setUpBoard(): Promise<void> {
    const soon = Math.floor(Date.now() / 1000) + 1;
    await sleep(1000 * soon - Date.now());
    await this.run(`date -s @${soon}`);
    await this.run(setUp);
    await this.run(`${CHIPS} ${TO_CONSOLE}\necho $! >/run/chips.pid`);
    await this.#machine.said(/the converters live/, 120);
  }

  /** Begins on a card folder of the disk, with a state of its own. */
  async start(card: string): Promise<void> {
    const folders = `--config /node/${card} --state /node/${card}-state`;
    await this.run(`${ANDAS} run ${folders} --plain --verbose ${TO_CONSOLE}\necho $! >/run/node.pid`);
  }

  /** As systemd would: it exhales once and ends. */
  async stop(): Promise<void> {
    await this.run(
      "kill -TERM $(cat /run/node.pid); while kill -0 $(cat /run/node.pid) 2>/dev/null; do sleep 0.2; done",
    );
  }

  /** A short press. */
  async press(): Promise<void> {
    const pull = pullOf(BUTTON);
    await this.run(`echo pull-down >${pull}; sleep 0.3; echo pull-up >${pull}`);
  }

  /**
   * What the guard hears leaves its band, until something is over or long enough has passed for a guard that was late: to it, the way back is
   * a disturbance too.
   */
  async disturbUntil(over: Promise<unknown>): Promise<void> {
    await this.run(`echo ${3 * BAND_MV} >/run/guard`);
    await Promise.race([over, sleep(LATE_MS)]);
    await this.run("echo 0 >/run/guard");
  }

  /** What the node on a card kept of a device, as a recording. */
  kept(card: string, device: string): Promise<string> {
    return this.run(`${ANDAS} export --state /node/${card}-state --device ${device} 2>/dev/null`);
  }

  /** The converters forget what they saw so far. */
  async seeAnew(): Promise<void> {
    await this.run("kill -USR2 $(cat /run/chips.pid)");
  }

  /** What the converters saw; they end. */
  async seen(): Promise<Seen[]> {
    await this.#end("chips");
    return JSON.parse(await this.run("cat /run/seen.json"));
  }

  run(command: string): Promise<string> {
    return this.#machine.shell.run(command);
  }

  async #end(program: string): Promise<void> {
    const id = `$(cat /run/${program}.pid)`;
    await this.run(`kill -TERM ${id}; while kill -0 ${id} 2>/dev/null; do sleep 0.2; done`);
  }
}
