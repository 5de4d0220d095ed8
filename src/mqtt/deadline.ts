import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";

/** So long a broker may take to hear that the node sleeps, after the time that was meant for it. */
const GRACE: Seconds = 60;

/** When a connection should be over, and who sees to it that it is. */
export class Deadline {
  readonly #clock: Clock;
  readonly #timer: Timer;
  #at: Seconds = Number.POSITIVE_INFINITY;

  /** @param cutOff called a little after it has passed, unless it was lifted */
  constructor(clock: Clock, cutOff: () => void) {
    this.#clock = clock;
    this.#timer = clock.timer("connection-over", cutOff);
  }

  /** Nothing new is begun from here on; infinite where the connection may stay. */
  get at(): Seconds {
    return this.#at;
  }

  get hasPassed(): boolean {
    return this.#clock.now() >= this.#at;
  }

  set(at: Seconds): void {
    this.#at = at;
    if (Number.isFinite(at)) this.#timer.set(Math.max(at, this.#clock.now()) + GRACE);
    else this.#timer.cancel();
  }

  /** The connection is over: nobody need be cut off. */
  lift(): void {
    this.#timer.cancel();
  }
}
