import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { access, type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const SOCAT = spawnSync("socat", ["-V"]).status === 0;
export const NO_SOCAT = "needs socat: apt-get install socat";

/** A cable of two pseudo-terminals, which can be pulled out and plugged in again. */
export class Cable {
  readonly ours: string;
  readonly #theirs: string;
  #socat: ChildProcess | undefined;
  #far: FileHandle | undefined;

  constructor(folder: string) {
    this.ours = join(folder, "logger");
    this.#theirs = join(folder, "microcontroller");
  }

  async plug(): Promise<void> {
    const end = (path: string) => `PTY,link=${path},raw,echo=0`;
    this.#socat = spawn("socat", [end(this.ours), end(this.#theirs)], { stdio: "ignore" });
    await until(() => Promise.all([access(this.ours), access(this.#theirs)]).then(() => true));
    this.#far = await open(this.#theirs, "r+");
  }

  async say(what: string | Uint8Array): Promise<void> {
    await this.#far?.write(typeof what === "string" ? new TextEncoder().encode(what) : what);
  }

  /** What was said to the far end; waits until something was. */
  async heard(): Promise<string> {
    const read = await this.#far?.read(Buffer.alloc(100));
    return read?.buffer.subarray(0, read.bytesRead).toString() ?? "";
  }

  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = undefined;
    if (!socat) return;
    const gone = once(socat, "exit");
    socat.kill("SIGTERM");
    await gone;
    await this.#far?.close().catch(() => {});
  }
}

/** Waits until it is true, or for ten seconds. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await Promise.resolve(what()).catch(() => false)) return;
    await sleep(20);
  }
  throw new Error(`waited in vain for ${what}`);
}
