import type { Noticed } from "../domain/percept.js";
import type { Clock, Timer } from "../ports/clock.js";
import { SkySense } from "../sensing/percepts/sky-sense.js";
import type { Coordinates } from "../sensing/percepts/sun.js";

/** Keeps the sense of time and place awake: one timer, set to when it has something to say. */
export class SkyInput {
  readonly #clock: Clock;
  readonly #sense: SkySense;
  readonly #notice: (noticed: Noticed) => void;
  readonly #timer: Timer;

  /** @param coordinates where the node stands; undefined where nobody said: then it knows the hours */
  constructor(clock: Clock, coordinates: Coordinates | undefined, notice: (noticed: Noticed) => void) {
    this.#clock = clock;
    this.#sense = new SkySense(coordinates);
    this.#notice = notice;
    this.#timer = clock.timer("sky", () => this.#look());
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #look(): void {
    const now = this.#clock.now();
    for (const noticed of this.#sense.read(now)) this.#notice(noticed);
    this.#timer.set(this.#sense.nextAt(now));
  }
}
