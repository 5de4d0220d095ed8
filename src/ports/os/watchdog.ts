import { spawn } from "node:child_process";
import type { NodeEvent } from "../../domain/event.js";

/**
 * Tells systemd that the node lives, with each step of the breath: progress, not a bare timer, so that a node whose rhythm is
 * stuck is restarted. Through `systemd-notify` (sd_notify(3)), since Node.js has no datagram sockets of this family. Where
 * nobody asked to be told, it does nothing.
 */
export class Watchdog {
  readonly #asked: boolean;
  #ready = false;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#asked = env.NOTIFY_SOCKET !== undefined && env.NOTIFY_SOCKET !== "";
  }

  readonly hear = (event: NodeEvent): void => {
    if (!this.#asked || event.type !== "breath") return;
    this.#notify(
      ...(this.#ready ? [] : ["READY=1"]),
      "WATCHDOG=1",
      `STATUS=${event.breath.phase}, breath ${event.breath.cycle}`,
    );
    this.#ready = true;
  };

  stopping(): void {
    if (this.#asked) this.#notify("STOPPING=1");
  }

  #notify(...lines: string[]): void {
    // A node without systemd-notify goes on; systemd will say what it missed.
    spawn("systemd-notify", lines, { stdio: "ignore" }).on("error", () => {});
  }
}
