import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { AndasError } from "../../domain/errors.js";
import { installed } from "../../ports/os/package-folder.js";
import { RealClock } from "../../ports/os/real-clock.js";
import { type Account, accountOf } from "./idle/account.js";

/** What a whole process cost, by the operating system's own account. */
export interface Cost {
  /** User plus system time, in seconds. */
  readonly cpu: number;
  /** From start to end, in seconds. */
  readonly wall: number;
  /** Resident memory over its life, in bytes, ten times a second. Linux only; empty elsewhere. */
  readonly resident: readonly number[];
}

/** Runs in the child before andas does: at its end it tells on a pipe of its own what it used. */
const TELL_COST = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from "node:fs";
process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, String((userCPUTime + systemCPUTime) / 1e6));
});`)}`;

const LOOK_EVERY = 0.1;
const PAGE = 4096;

/** An `andas` of its own, watched from outside. */
export class Child {
  readonly #clock = new RealClock("floor");
  readonly #began = this.#clock.now();
  readonly #process: ChildProcess;
  readonly #resident: number[] = [];
  readonly #cost: Promise<Cost>;

  constructor(args: readonly string[]) {
    this.#process = spawn(process.execPath, ["--import", TELL_COST, installed("dist/andas/andas.js"), ...args], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    this.#cost = this.#watch(args);
    this.#cost.catch(() => {}); // whoever asks for the cost is told
  }

  /** Since it was started, in seconds. */
  get age(): number {
    return this.#clock.now() - this.#began;
  }

  stop(): void {
    this.#process.kill("SIGTERM");
  }

  /** Resolves when it has ended. @throws AndasError `internal` when it failed: there is nothing to measure then. */
  cost(): Promise<Cost> {
    return this.#cost;
  }

  async #watch(args: readonly string[]): Promise<Cost> {
    const child = this.#process;
    let over = false;
    const again = () => {
      // A look that was under way when the process ended must not lead to another one, for ever.
      if (!over) look.set(this.#clock.now() + LOOK_EVERY);
    };
    const look = this.#clock.timer("resident memory", () => void this.#look().then(again));
    look.set(this.#clock.now() + LOOK_EVERY);
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const [code, errors, told] = await Promise.all([
      ended,
      text(child.stderr as NodeJS.ReadableStream),
      text(child.stdio[3] as NodeJS.ReadableStream),
    ]);
    const wall = this.age;
    over = true;
    look.cancel();
    if (code !== 0)
      throw new AndasError("internal", `andas ${args.join(" ")} failed: ${errors.trim().split("\n").at(-1)}`);
    return { cpu: Number(told), wall, resident: this.#resident };
  }

  /** What it and the processes that it started have used so far. Linux only. */
  account(): Promise<Account> {
    return accountOf(this.#process.pid ?? 0);
  }

  /** proc_pid_statm(5): the second number counts resident pages. */
  async #look(): Promise<void> {
    const statm = await readFile(`/proc/${this.#process.pid}/statm`, "utf8").catch(() => "");
    const pages = Number(statm.split(" ")[1]);
    if (pages > 0) this.#resident.push(pages * PAGE);
  }
}
