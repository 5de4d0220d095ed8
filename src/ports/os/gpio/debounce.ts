import type { Seconds } from "../../../domain/time.js";
import type { Clock, Timer } from "../../clock.js";

/** Tells a level once it has stood still for a while, and only if it is another than was told last. It begins as off. */
export class Debounce {
  readonly #clock: Clock;
  readonly #stands: Seconds;
  readonly #settled: Timer;
  #level = false;
  #told = false;

  constructor(clock: Clock, stands: Seconds, tell: (on: boolean) => void) {
    this.#clock = clock;
    this.#stands = stands;
    this.#settled = clock.timer("debounce", () => {
      if (this.#level === this.#told) return;
      this.#told = this.#level;
      tell(this.#level);
    });
  }

  edge(on: boolean): void {
    this.#level = on;
    this.#settled.set(this.#clock.now() + this.#stands);
  }

  stop(): void {
    this.#settled.cancel();
  }
}
