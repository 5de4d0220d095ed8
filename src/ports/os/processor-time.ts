import { readFileSync } from "node:fs";
import type { Seconds } from "../../domain/time.js";
import type { ProcessorTime } from "../processor-time.js";

/** Clock ticks a second, on every Linux that Node.js runs on. */
const TICKS = 100;

/**
 * By the system's own account: this process exactly, those that it started in ticks of 10 ms (proc_pid_stat(5): fields 14 to 17, and of
 * those that live, /proc/PID/task/PID/children). Without /proc, this process alone.
 */
export class OsProcessorTime implements ProcessorTime {
  readonly #root: string;
  readonly #own: () => Seconds;
  readonly #pid: number;

  /** @param root another /proc, @param own another account of this process: for tests */
  constructor(root = "/proc", pid = process.pid, own = usedHere) {
    this.#root = root;
    this.#pid = pid;
    this.#own = own;
  }

  used(): Seconds {
    const living = (this.#text(`${this.#pid}/task/${this.#pid}/children`) ?? "").split(" ").filter((pid) => pid !== "");
    const ended = this.#ticks(String(this.#pid), [15, 16]);
    const ticks = living.reduce((sum, pid) => sum + this.#ticks(pid.trim(), [13, 14, 15, 16]), ended);
    return this.#own() + ticks / TICKS;
  }

  /** The sum of fields of a process, counted from 0; 0 of one that is not there. */
  #ticks(pid: string, fields: readonly number[]): number {
    const stat = this.#text(`${pid}/stat`) ?? "";
    // The second field is the program's name in brackets, and may itself hold blanks and brackets.
    const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const sum = fields.reduce((total, field) => total + Number(rest[field - 2] ?? 0), 0);
    return Number.isFinite(sum) ? sum : 0;
  }

  #text(path: string): string | undefined {
    try {
      return readFileSync(`${this.#root}/${path}`, "utf8");
    } catch {
      return undefined;
    }
  }
}

function usedHere(): Seconds {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}
