import { AndasError } from "../domain/errors.js";
import type { Files } from "../ports/files.js";
import type { Processes, ProcessMark } from "../ports/processes.js";

/** How often others may come and go between our looking and our taking. */
const ATTEMPTS = 10;

/** One andas for one state folder: a file `andas.lock` names the process that has it. A process that is gone has nothing. */
export class FolderLock {
  readonly #files: Files;
  readonly #processes: Processes;
  readonly #folder: string;
  readonly #path: string;
  #held = false;

  constructor(files: Files, processes: Processes, folder: string) {
    this.#files = files;
    this.#processes = processes;
    this.#folder = folder;
    this.#path = `${folder}/andas.lock`;
  }

  /** @throws AndasError `state` while another process has it; what the system says of everything else. */
  async acquire(): Promise<void> {
    if (this.#held) return;
    const self = await this.#processes.self();
    const mine = `${JSON.stringify(self)}\n`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await this.#files.create(this.#path, mine)) {
        this.#held = true;
        return;
      }
      const theirs = await this.#files.read(this.#path);
      if (theirs === undefined) continue;
      const owner = ownerIn(theirs);
      if (owner && (await this.#processes.isAlive(owner))) throw this.#taken(owner.pid);
      await this.#clear(theirs, `${this.#path}.${self.pid}.stale`);
    }
    throw new AndasError("state", `others come and go in ${this.#folder}: start one andas for it, not several`);
  }

  async release(): Promise<void> {
    if (!this.#held) return;
    this.#held = false;
    await this.#files.remove(this.#path).catch(() => {}); // once we are gone it counts for nothing anyway
  }

  /** Takes away the lock of a process that is gone: by renaming, which of two that try at once only one can. */
  async #clear(stale: string, aside: string): Promise<void> {
    try {
      await this.#files.rename(this.#path, aside);
    } catch {
      return; // somebody was faster
    }
    const taken = await this.#files.read(aside);
    // Somebody cleared it and made their own since we looked: that one is theirs.
    if (taken !== undefined && taken !== stale) await this.#files.create(this.#path, taken);
    await this.#files.remove(aside);
  }

  #taken(pid: number): AndasError {
    return new AndasError(
      "state",
      `another andas (pid ${pid}) uses ${this.#folder}: stop it, or give --state another folder`,
    );
  }
}

/** Undefined for a lock that a power cut left half written: its process is gone. */
function ownerIn(text: string): ProcessMark | undefined {
  try {
    const { pid, since } = JSON.parse(text) as Partial<ProcessMark>;
    return typeof pid === "number" && typeof since === "string" ? { pid, since } : undefined;
  } catch {
    return undefined;
  }
}
