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

/**
 * Waits on the monotonic clock for as long as it was to the due time when it was set: when somebody sets the system's clock (a
 * time server, hours after a power cut), nobody who waits is kept waiting for the hours that were put in.
 */
class RealTimer implements Timer {
  readonly name: string;
  readonly #fire: () => void;
  #handle: NodeJS.Timeout | undefined;
  #ends = 0;
  due: Seconds | undefined;

  constructor(name: string, fire: () => void) {
    this.name = name;
    this.#fire = fire;
  }

  set(at: Seconds): void {
    this.cancel();
    this.due = at;
    this.#ends = performance.now() + Math.max(at * 1000 - Date.now(), 0);
    this.#wait();
  }

  cancel(): void {
    clearTimeout(this.#handle);
    this.#handle = undefined;
    this.due = undefined;
  }

  /** Rounded up: setTimeout counts whole milliseconds, and nobody may be woken before their time. */
  #wait(): void {
    const ms = Math.min(Math.ceil(this.#ends - performance.now()), LONGEST_MS);
    this.#handle = setTimeout(this.#woken, Math.max(ms, 0));
  }

  readonly #woken = (): void => {
    if (this.#ends - performance.now() > 0.5) {
      this.#wait();
      return;
    }
    this.cancel();
    this.#fire();
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
