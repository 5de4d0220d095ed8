import { AndasError, messageOf } from "../domain/errors.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Sent } from "./outbound/outbox-sender.js";

/** One thing at a time on the wire, whoever asks. What goes wrong becomes a problem, said once and not with every breath. */
export class Turns {
  readonly #clock: Clock;
  readonly #log: Log;
  #last: Promise<unknown> = Promise.resolve();
  #problem: string | undefined;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Why there is no connection, or why the outbox is not empty; undefined while all is well. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Says a problem that is new. */
  note(problem: string | undefined): void {
    if (problem !== undefined && problem !== this.#problem) this.#log("warn", problem);
    this.#problem = problem;
  }

  /** There is no problem any more; `relief` is said if there was one. */
  solved(relief: string): void {
    if (this.#problem !== undefined) this.#log("info", relief);
    this.#problem = undefined;
  }

  /** Runs `work` after what runs already; simulated time waits for it. What it throws becomes a problem in the result. */
  take<Result extends Sent>(name: string, work: () => Promise<Result>): Promise<Result | Sent> {
    const guarded = async (): Promise<Result | Sent> => {
      try {
        return await work();
      } catch (error) {
        const problem = messageOf(error);
        this.note(problem);
        if (!(error instanceof AndasError)) this.#log("error", `MQTT stumbled: ${problem}`);
        return { sent: 0, problem };
      }
    };
    const result = this.#last.then(guarded);
    this.#last = result;
    return this.#clock.hold(name, result);
  }
}
