import { flashesFor } from "../domain/contact.js";
import { messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Outputs } from "./outputs.js";

/** So many flashes, so long each, then dark until `every` after the last one. */
interface Flashes {
  readonly count: number;
  readonly length: Seconds;
  readonly every: Seconds;
}

/** Between the flashes of one code. */
const GAP: Seconds = 0.4;

/**
 * All that a status light says. A person counts flashes; long ones are the node's breath in. The table for people is in the README of
 * `devices`; whatever is shown beside these gets a line in both.
 */
const CODES = {
  starting: { count: 1, length: 0.1, every: 0.5 },
  listening: { count: 1, length: 0.05, every: 10 },
  inhale: { count: 1, length: 0.5, every: 5 },
  warning: { count: 2, length: 0.1, every: 10 },
  card: { count: 3, length: 0.1, every: 10 },
  // For who pushes a needle in, and looks at nothing else: the worse it touches, the more.
  good: { count: flashesFor("good"), length: 0.2, every: 2 },
  loose: { count: flashesFor("loose"), length: 0.2, every: 2 },
  dry: { count: flashesFor("dry"), length: 0.2, every: 2 },
  off: { count: flashesFor("off"), length: 0.2, every: 2 },
} as const satisfies Readonly<Record<string, Flashes>>;

/** How it says farewell, before the node ends and the board goes off. */
const FAREWELL = { flashes: 5, length: 0.1, gap: 0.2 };

export type LightCode = keyof typeof CODES;

export interface StatusLightParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly outputs: Outputs;
  /** What is to be said now; undefined is dark, till `look`. */
  readonly code: () => LightCode | undefined;
}

/** Says how the node is on every light that shows its status. Where there is none it does nothing, and wakes nobody. */
export class StatusLight {
  readonly #parts: StatusLightParts;
  readonly #timer: Timer;
  /** Flashes of this code that are still to come. */
  #left = 0;
  #farewell: (() => void) | undefined;

  constructor(parts: StatusLightParts) {
    this.#parts = parts;
    this.#timer = parts.clock.timer("status light", () => this.#beat());
  }

  /** What is to be said may have changed. */
  look(): void {
    if (this.#parts.outputs.status.length === 0 || this.#farewell !== undefined) return;
    this.#left = 0;
    this.#beat();
  }

  /** Five quick flashes: understood. Then `done`. */
  farewell(done: () => void): void {
    if (this.#parts.outputs.status.length === 0) {
      done();
      return;
    }
    this.#farewell = done;
    this.#left = FAREWELL.flashes;
    this.#beat();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #beat(): void {
    if (this.#farewell !== undefined) this.#sayFarewell(this.#farewell);
    else this.#say();
  }

  #say(): void {
    const code = this.#parts.code();
    if (code === undefined) {
      this.#timer.cancel();
      return;
    }
    const { count, length, every } = CODES[code];
    if (this.#left === 0) this.#left = count;
    this.#left--;
    this.#flash(length);
    this.#next(this.#left > 0 ? GAP : every);
  }

  #sayFarewell(done: () => void): void {
    if (this.#left-- === 0) {
      done();
      return;
    }
    this.#flash(FAREWELL.length);
    this.#next(FAREWELL.gap);
  }

  #next(wait: Seconds): void {
    this.#timer.set(this.#parts.clock.now() + wait);
  }

  #flash(length: Seconds): void {
    const { outputs, log } = this.#parts;
    for (const name of outputs.status)
      outputs.pulse(name, length).catch((error: unknown) => log("debug", messageOf(error)));
  }
}
