import { type Seconds, spoken } from "../../domain/time.js";
import type { Io } from "../cli/command.js";

/** A terminal is told after so much signal. */
const EVERY: Seconds = 1800;

/** How far it has listened, in one line of a terminal that is written over; nothing where nobody looks. */
export class Progress {
  readonly #io: Io;
  #told: Seconds = Number.NEGATIVE_INFINITY;

  constructor(io: Io) {
    this.#io = io;
  }

  listened(at: Seconds): void {
    if (!this.#io.terminal || at - this.#told < EVERY) return;
    this.#told = at;
    this.#io.err(`\rlistens: ${spoken(at)}   `);
  }

  end(): void {
    if (this.#io.terminal) this.#io.err("\r\x1b[K");
  }
}
