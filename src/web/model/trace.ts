import { lowerBound } from "../../domain/lower-bound.js";
import type { Seconds } from "../../domain/time.js";

/** A week of `last` values at one an exhale, or five hours at 1 Hz: more is for `andas export`. */
const MOST = 20_000;

/** What one electrode measured, oldest first, as charts want it. */
export class Trace {
  readonly times: number[] = [];
  /** Millivolts; null where nothing usable came. */
  readonly values: (number | null)[] = [];

  /** One more value. What is older than the newest has come in a recording already, or comes in one. */
  add(at: Seconds, value: number): void {
    if (at <= (this.times.at(-1) ?? Number.NEGATIVE_INFINITY)) return;
    this.times.push(at);
    this.values.push(Number.isFinite(value) ? value : null);
    this.#trim();
  }

  /** A stretch in order, which takes the place of all that was known of its time. */
  lay(times: readonly Seconds[], values: readonly (number | null)[]): void {
    const [first, last] = [times[0], times.at(-1)];
    if (first === undefined || last === undefined) return;
    const from = lowerBound(this.times, first);
    const to = lowerBound(this.times, last + 1e-9);
    this.times.splice(from, to - from, ...times);
    this.values.splice(from, to - from, ...values);
    this.#trim();
  }

  #trim(): void {
    const over = this.times.length - MOST;
    if (over <= 0) return;
    this.times.splice(0, over);
    this.values.splice(0, over);
  }
}
