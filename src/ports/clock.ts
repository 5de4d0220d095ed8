import type { Seconds, TimeQuality } from "../domain/time.js";

/**
 * Time as a port. Nothing else in andas asks the system what time it is or sets a timer, so that the whole node runs
 * unchanged on simulated time: a year in the forest is a test that ends in seconds.
 */
export interface Clock {
  now(): Seconds;
  readonly quality: TimeQuality;
  /** A timer that can be set again and again without allocating; unset when made. `name` is for the doctor's eyes. */
  timer(name: string, fire: () => void): Timer;
  /**
   * Work that belongs to this instant: simulated time stands still until it settles. Real time cannot, and only passes
   * the promise through. Returns what `work` gives or throws.
   */
  hold<T>(name: string, work: Promise<T>): Promise<T>;
}

/** A clock that says by how much it was set: the difference of its two times moves then, and only then. */
export interface SteadyClock extends Pick<Clock, "now" | "quality"> {
  /** How time passes, from anywhere. It goes on evenly when the clock turns out to have been wrong, and is set. */
  steady(): Seconds;
}

export interface Timer {
  readonly name: string;
  /** When it fires, or undefined while it is not set. */
  readonly due: Seconds | undefined;
  /** Fires once at `at` (at once, but never inside this call, if that has passed). Setting it again moves it. */
  set(at: Seconds): void;
  cancel(): void;
}
