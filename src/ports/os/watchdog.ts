import { spawn } from "node:child_process";
import type { NodeEvent } from "../../domain/event.js";
import type { Seconds } from "../../domain/time.js";

/** A phase may end so much late: a loaded board, a long commit, an exhale that waits for its turn. */
const GRACE: Seconds = 120;
/** systemd's advice (sd_watchdog_enabled(3)): pet it twice as often as it asks for; once more for good measure. */
const LOOKS = 3;

/** What the watchdog needs of the system. */
export interface WatchdogPorts {
  /** Time that is never set. */
  now(): Seconds;
  /** Looks every so often, as long as the event loop turns, and gives what ends that. */
  every(period: Seconds, look: () => void): () => void;
  /** Tells systemd (sd_notify(3)). */
  notify(lines: readonly string[]): void;
}

/**
 * Tells systemd that the node lives. Life is progress: the breath went on to its next phase, or the phase that it is in is not over
 * yet. So a rest of hours is none of systemd's business, while an event loop that hangs and a breath that stands still are: nobody pets
 * then, whatever else still moves. Samples alone prove nothing, and their absence neither: devices that are all dead are told as
 * faults, and opened again for ever. Where nobody asked to be told (`NOTIFY_SOCKET`), it does nothing.
 */
export class Watchdog {
  readonly #ports: WatchdogPorts;
  readonly #asked: boolean;
  readonly #period: Seconds | undefined;
  #stop: (() => void) | undefined;
  /** The phase that was told last, as `cycle phase`. */
  #at = "";
  /** Until then its phase may last. */
  #until: Seconds = 0;

  constructor(env: Readonly<Record<string, string | undefined>>, ports: WatchdogPorts = SYSTEM) {
    this.#ports = ports;
    this.#asked = env.NOTIFY_SOCKET !== undefined && env.NOTIFY_SOCKET !== "";
    const period = Number(env.WATCHDOG_USEC) / 1e6;
    this.#period = period > 0 ? period : undefined;
  }

  readonly hear = (event: NodeEvent): void => {
    if (!this.#asked || event.type !== "breath") return;
    const { cycle, phase, until } = event.breath;
    const at = `${cycle} ${phase}`;
    // A phase that is told again may have been lengthened; it is no progress.
    this.#until = this.#ports.now() + Math.max(0, until - event.at) + GRACE;
    if (at === this.#at) return;
    const first = this.#at === "";
    this.#at = at;
    this.#ports.notify([...(first ? ["READY=1"] : []), "WATCHDOG=1", `STATUS=${phase}, breath ${cycle}`]);
    if (first && this.#period !== undefined) this.#stop = this.#ports.every(this.#period / LOOKS, () => this.#look());
  };

  stopping(): void {
    this.#stop?.();
    this.#stop = undefined;
    if (this.#asked) this.#ports.notify(["STOPPING=1"]);
  }

  #look(): void {
    if (this.#ports.now() <= this.#until) this.#ports.notify(["WATCHDOG=1"]);
  }
}

const SYSTEM: WatchdogPorts = {
  now: () => performance.now() / 1000,
  every(period, look) {
    const timer = setInterval(look, period * 1000).unref();
    return () => clearInterval(timer);
  },
  notify(lines) {
    // Node.js has no datagram sockets of this family. A node without systemd-notify goes on; systemd will say what it missed.
    spawn("systemd-notify", lines, { stdio: "ignore" }).on("error", () => {});
  },
};
