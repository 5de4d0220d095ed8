import type { Seconds, TimeQuality } from "../../domain/time.js";
import type { Clock, Timer } from "../clock.js";
import type { Pace } from "../simulated-clock.js";

/** The longest that Node.js can wait at once; a longer wait is split, so that months are no problem. */
const LONGEST_MS = 2 ** 31 - 1;

/** The system's clock. How far it can be trusted is asked once, by whoever starts the node. */
export class RealClock implements Clock {
  readonly quality: TimeQuality;

  constructor(quality: TimeQuality) {
    this.quality = quality;
  }

  now(): Seconds {
    return Date.now() / 1000;
  }

  timer(name: string, fire: () => void): Timer {
    return new RealTimer(name, fire);
  }

  hold<T>(_name: string, work: Promise<T>): Promise<T> {
    return work;
  }
}

class RealTimer implements Timer {
  readonly name: string;
  readonly #fire: () => void;
  #handle: NodeJS.Timeout | undefined;
  due: Seconds | undefined;

  constructor(name: string, fire: () => void) {
    this.name = name;
    this.#fire = fire;
  }

  set(at: Seconds): void {
    this.cancel();
    this.due = at;
    this.#wait();
  }

  cancel(): void {
    clearTimeout(this.#handle);
    this.#handle = undefined;
    this.due = undefined;
  }

  readonly #wait = (): void => {
    if (this.due === undefined) return;
    const ms = this.due * 1000 - Date.now();
    // setTimeout may fire up to a millisecond early: round up, so that nobody wakes before the time asked for.
    if (this.#handle === undefined || ms > 0)
      this.#handle = setTimeout(this.#wait, Math.min(Math.max(Math.ceil(ms), 0), LONGEST_MS));
    else {
      this.cancel();
      this.#fire();
    }
  };
}

/** Lets simulated time pass at `speed` times real time. */
export function realPace(speed: number): Pace {
  return {
    speed,
    now: () => performance.now() / 1000,
    sleep: (seconds, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(handle);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const handle = setTimeout(done, seconds * 1000);
        signal.addEventListener("abort", done);
      }),
  };
}
