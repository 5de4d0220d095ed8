import { type Seconds, spoken } from "../../domain/time.js";
import type { Clock, Timer } from "../../ports/clock.js";

/** Nobody wonders before. */
const WONDERS: Seconds = 2;
/** How often it is painted, where a command leaves time for that. */
const PAINTED: Seconds = 0.5;
const CELLS = 24;
const ERASE = "\r\x1b[K";

export interface ProgressParts {
  /** The command's. */
  readonly name: string;
  /** Onto the terminal. */
  readonly write: (text: string) => void;
  readonly clock: Pick<Clock, "now" | "timer">;
}

/**
 * How far a command is, from its third second on, in one line of a terminal that is written over: a bar where it knows, how long it has
 * taken where it does not.
 */
export class Progress {
  readonly #parts: ProgressParts;
  readonly #timer: Timer;
  readonly #began: Seconds;
  #quietSince: Seconds;
  #share: number | undefined;
  #stands = false;

  constructor(parts: ProgressParts) {
    this.#parts = parts;
    this.#began = parts.clock.now();
    this.#quietSince = this.#began;
    this.#timer = parts.clock.timer("progress", () => this.#paint());
    this.#timer.set(this.#began + WONDERS);
  }

  /** So much of the work is done. Called as often as one likes. */
  readonly done = (of: number, total: number): void => {
    this.#share = total > 0 ? Math.min(1, Math.max(0, of / total)) : undefined;
    // Work that leaves no room for timers is seen to go on all the same.
    if (this.#timer.due !== undefined && this.#parts.clock.now() >= this.#timer.due) this.#paint();
  };

  /** The command itself says something: the bar makes room, and comes back when nothing more is said. */
  giveWay(): void {
    this.#quietSince = this.#parts.clock.now();
    if (this.#stands) this.#parts.write(ERASE);
    this.#stands = false;
  }

  /** Idempotent. Nothing of it is left on the terminal. */
  end(): void {
    this.#timer.cancel();
    this.giveWay();
  }

  #paint(): void {
    const now = this.#parts.clock.now();
    this.#timer.set(now + PAINTED);
    if (now - this.#quietSince < WONDERS) return;
    this.#stands = true;
    this.#parts.write(`${ERASE}andas ${this.#parts.name}  ${this.#how(now - this.#began)}`);
  }

  #how(passed: Seconds): string {
    if (this.#share === undefined) return spoken(passed);
    const full = Math.round(this.#share * CELLS);
    const left = this.#share > 0.02 ? `  ${spoken((passed * (1 - this.#share)) / this.#share)} left` : "";
    return `${"━".repeat(full)}${"─".repeat(CELLS - full)} ${Math.floor(this.#share * 100)} %${left}`;
  }
}
