import { readFile } from "node:fs/promises";
import { systemCode } from "../../domain/errors.js";
import type { Processes, ProcessMark } from "../processes.js";

/** The operating system's processes; Linux tells them apart by their start, elsewhere the pid must do. */
export class OsProcesses implements Processes {
  async self(): Promise<ProcessMark> {
    return { pid: process.pid, since: (await sinceOf(process.pid)) ?? "" };
  }

  async isAlive(mark: ProcessMark): Promise<boolean> {
    if (!isThere(mark.pid)) return false;
    const since = await sinceOf(mark.pid);
    return since === undefined || mark.since === "" || since === mark.since;
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

/**
 * The machine's boot and the tick of it at which the process started: proc_pid_stat(5), field 22. `dead` for one that ended and
 * was only not waited for; undefined where there is no /proc.
 */
async function sinceOf(pid: number): Promise<string | undefined> {
  try {
    const [boot, stat] = await Promise.all([
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      readFile(`/proc/${pid}/stat`, "utf8"),
    ]);
    // The second field is the program's name in brackets, and may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return "dead";
    return `${boot.trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
