import { AndasError, messageOf } from "../../../domain/errors.js";
import type { Seconds } from "../../../domain/time.js";
import type { Clock, Timer } from "../../clock.js";
import type { Program, Programs } from "../../programs.js";

/** First and longest wait before one that died is started again; one that lived so long begins with the first. */
const FIRST_WAIT: Seconds = 1;
const LONGEST_WAIT: Seconds = 60;
/** One that lives so long has what it wants, though it said nothing; where it should have, it gets more time for it. */
const SILENT: Seconds = 0.25;
const SPEECHLESS: Seconds = 5;

export interface KeptProgramParts {
  readonly clock: Clock;
  readonly programs: Programs;
  /** For the timers. */
  readonly name: string;
  /** Its first line says that it has begun; otherwise that it lives does. */
  readonly announces: boolean;
  /** Asked for at every start. */
  command(): readonly string[];
  line(text: string): void;
  /** It died, or could not be started again; it will be tried anew. */
  died(how: string): void;
}

/** A program that shall always run: where it dies it is started again, later each time. */
export class KeptProgram {
  readonly #parts: KeptProgramParts;
  readonly #again: Timer;
  readonly #grace: Timer;
  #begun: (() => void) | undefined;
  #program: Program | undefined;
  #since: Seconds = 0;
  #wait = FIRST_WAIT;
  /** It ran once: from now on it is kept. */
  #kept = false;
  /** One thing at a time. */
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: KeptProgramParts) {
    const { clock, name } = parts;
    this.#parts = parts;
    this.#again = clock.timer(`${name} again`, () => {
      this.#inTurn(() => this.#replace()).catch((error: unknown) => parts.died(messageOf(error)));
    });
    this.#grace = clock.timer(`${name} begun`, () => this.#begun?.());
  }

  /** Starts it, or another in its place. @throws AndasError `device` with what it complained of */
  start(): Promise<void> {
    return this.#inTurn(() => this.#replace());
  }

  /** Idempotent. */
  stop(): Promise<void> {
    this.#kept = false;
    this.#again.cancel();
    return this.#inTurn(() => this.#end());
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #replace(): Promise<void> {
    this.#again.cancel();
    await this.#end();
    try {
      await this.#begin();
    } catch (error) {
      if (this.#kept) this.#startLater();
      throw error;
    }
    this.#kept = true;
  }

  #begin(): Promise<void> {
    const { clock, programs, announces } = this.#parts;
    return new Promise((resolve, reject) => {
      this.#begun = () => {
        this.#begun = undefined;
        this.#grace.cancel();
        this.#since = clock.now();
        resolve();
      };
      const program = programs.start(this.#parts.command(), {
        line: (text) => {
          if (program !== this.#program) return;
          this.#begun?.();
          this.#parts.line(text);
        },
        ended: (how) => {
          if (program !== this.#program) return;
          this.#program = undefined;
          this.#grace.cancel();
          if (this.#begun === undefined) this.#died(how);
          else reject(new AndasError("device", how));
          this.#begun = undefined;
        },
      });
      this.#program = program;
      this.#grace.set(clock.now() + (announces ? SPEECHLESS : SILENT));
    });
  }

  async #end(): Promise<void> {
    const program = this.#program;
    this.#program = undefined;
    await program?.end();
  }

  #died(how: string): void {
    if (this.#parts.clock.now() - this.#since >= LONGEST_WAIT) this.#wait = FIRST_WAIT;
    this.#startLater();
    this.#parts.died(how);
  }

  #startLater(): void {
    this.#again.set(this.#parts.clock.now() + this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
