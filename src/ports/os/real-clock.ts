import { type Seconds, type TimeQuality, TRUST } from "../../domain/time.js";
import type { Clock, SteadyClock, Timer } from "../clock.js";
import type { Pace } from "../simulated-clock.js";

/** The longest that Node.js can wait at once; a longer wait is split, so that months are no problem. */
const LONGEST_MS = 2 ** 31 - 1;

/** Smaller errors of the time are nobody's business: a time server puts them right while nobody looks. */
const NOTICED: Seconds = 1;

/**
 * Time that runs evenly: it begins with the system's, or where that is behind it with `floor`, and goes on by the monotonic clock. When
 * somebody sets the system's clock it moves with `settle` alone, at a moment that the node chooses.
 */
export class RealClock implements Clock, SteadyClock {
  #quality: TimeQuality;
  /** The time when the monotonic clock was at 0. */
  #origin: Seconds;
  /** What passed while the monotonic clock stood still, or otherwise than it says. */
  #missed: Seconds = 0;

  /** @param floor the last time that is known to have been */
  constructor(quality: TimeQuality, floor: Seconds = Number.NEGATIVE_INFINITY) {
    this.#quality = quality;
    this.#origin = Math.max(Date.now() / 1000, floor) - monotonic();
  }

  get quality(): TimeQuality {
    return this.#quality;
  }

  now(): Seconds {
    return this.at(performance.now());
  }

  /** The time when the monotonic clock says `ms`. */
  at(ms: number): Seconds {
    return this.#origin + ms / 1000;
  }

  /** Goes on with `now`, but for when its time was worth less, and was wrong. */
  steady(): Seconds {
    return this.#missed + monotonic();
  }

  /**
   * What the system's time is worth by now. Where it is worth more than before, is a time server's, or is ahead (a computer slept, and its
   * monotonic clock with it), it counts from now on. Gives by how much the time moves, 0 for less than anybody notices.
   */
  settle(quality: TimeQuality): Seconds {
    const shift = Date.now() / 1000 - this.now();
    const better = TRUST[quality] > TRUST[this.#quality];
    if (better) this.#quality = quality;
    else if (quality !== "ntp" && shift < NOTICED) return 0;
    else this.#missed += shift;
    this.#origin += shift;
    return Math.abs(shift) < NOTICED ? 0 : shift;
  }

  timer(name: string, fire: () => void): Timer {
    return new RealTimer(name, fire, this);
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

  readonly #clock: RealClock;

  constructor(name: string, fire: () => void, clock: RealClock) {
    this.#clock = clock;
    this.name = name;
    this.#fire = fire;
  }

  set(at: Seconds): void {
    if (this.#handle !== undefined) clearTimeout(this.#handle);
    this.due = at;
    const now = performance.now();
    this.#ends = now + Math.max(at - this.#clock.at(now), 0) * 1000;
    this.#wait(now);
  }

  cancel(): void {
    clearTimeout(this.#handle);
    this.#handle = undefined;
    this.due = undefined;
  }

  /** Rounded up: setTimeout counts whole milliseconds, and nobody may be woken before their time. */
  #wait(now: number): void {
    const ms = Math.min(Math.ceil(this.#ends - now), LONGEST_MS);
    this.#handle = setTimeout(this.#woken, Math.max(ms, 0));
  }

  readonly #woken = (): void => {
    const now = performance.now();
    if (this.#ends - now > 0.5) {
      this.#wait(now);
      return;
    }
    // It has fired: there is nothing to clear, and a node does this with every sample.
    this.#handle = undefined;
    this.due = undefined;
    this.#fire();
  };
}

function monotonic(): Seconds {
  return performance.now() / 1000;
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
