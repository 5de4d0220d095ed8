import { type Seconds, type TimeQuality, TRUST } from "../../src/domain/time.js";
import type { SettlingClock } from "../../src/node/timekeeper.js";
import type { Clock, SteadyClock, Timer } from "../../src/ports/clock.js";
import type { SimulatedClock } from "../../src/ports/simulated-clock.js";

/** Smaller errors are nobody's business, as in `RealClock`. */
const NOTICED: Seconds = 1;

/** `RealClock` in a world of simulated time: the board's clock may be wrong, and may be set while the node runs. */
export class WrongClock implements Clock, SteadyClock, SettlingClock {
  readonly #world: SimulatedClock;
  /** How far the system's time is from the true one. */
  readonly #offBy: () => Seconds;
  #quality: TimeQuality;
  #offset: Seconds;
  #missed: Seconds = 0;

  /** @param floor the last time that is known to have been */
  constructor(world: SimulatedClock, quality: TimeQuality, offBy: () => Seconds, floor: Seconds) {
    this.#world = world;
    this.#quality = quality;
    this.#offBy = offBy;
    this.#offset = Math.max(offBy(), floor - world.now());
  }

  get quality(): TimeQuality {
    return this.#quality;
  }

  now(): Seconds {
    return this.#world.now() + this.#offset;
  }

  steady(): Seconds {
    return this.#world.now() + this.#missed;
  }

  settle(quality: TimeQuality): Seconds {
    const shift = this.#offBy() - this.#offset;
    const better = TRUST[quality] > TRUST[this.#quality];
    if (better) this.#quality = quality;
    else if (quality !== "ntp" && shift < NOTICED) return 0;
    else this.#missed += shift;
    this.#offset += shift;
    return Math.abs(shift) < NOTICED ? 0 : shift;
  }

  timer(name: string, fire: () => void): Timer {
    let due: Seconds | undefined;
    const timer = this.#world.timer(name, () => {
      due = undefined;
      fire();
    });
    return {
      name,
      get due() {
        return due;
      },
      set: (at) => {
        due = at;
        timer.set(this.#world.now() + Math.max(0, at - this.now()));
      },
      cancel: () => {
        due = undefined;
        timer.cancel();
      },
    };
  }

  hold<T>(name: string, work: Promise<T>): Promise<T> {
    return this.#world.hold(name, work);
  }
}
