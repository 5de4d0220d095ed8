import { readFile } from "node:fs/promises";
import { systemCode } from "../../domain/errors.js";
import type { Processes, ProcessMark } from "../processes.js";

/** The operating system's processes; Linux tells them apart by their start, elsewhere the pid must do. */
export class OsProcesses implements Processes {
  readonly #proc: string;

  /** @param proc where the kernel tells of them */
  constructor(proc = "/proc") {
    this.#proc = proc;
  }

  async self(): Promise<ProcessMark> {
    return { pid: process.pid, since: (await this.#sinceOf(process.pid)) ?? "" };
  }

  async isAlive(mark: ProcessMark): Promise<boolean> {
    if (!isThere(mark.pid)) return false;
    if (mark.since === "") return true;
    // Asked first, for whoever has its pid after a power cut may be hidden from us (systemd.exec(5), "ProtectProc").
    const boot = await this.#boot();
    if (boot !== undefined && !mark.since.startsWith(`${boot}/`)) return false;
    const since = await this.#sinceOf(mark.pid);
    return since === undefined || since === mark.since;
  }

  /** This start of the machine; undefined where nobody tells. */
  async #boot(): Promise<string | undefined> {
    try {
      return (await readFile(`${this.#proc}/sys/kernel/random/boot_id`, "utf8")).trim();
    } catch {
      return undefined;
    }
  }

  /**
   * The machine's boot and the tick of it at which the process started: proc_pid_stat(5), field 22. `dead` for one that ended and
   * was only not waited for; undefined where there is no /proc, or one in which it is hidden.
   */
  async #sinceOf(pid: number): Promise<string | undefined> {
    try {
      const [boot, stat] = await Promise.all([this.#boot(), readFile(`${this.#proc}/${pid}/stat`, "utf8")]);
      // The second field is the program's name in brackets, and may itself hold blanks and brackets.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return "dead";
      return boot === undefined ? undefined : `${boot}/${fields[19]}`;
    } catch {
      return undefined;
    }
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return systemCode(error) === "EPERM";
  }
}
