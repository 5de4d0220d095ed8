import { HOUR, type Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** What comes so often within this time is trouble; when nothing came for as long, it has passed. */
const WITHIN = HOUR;

/** What is kept besides: where the next goes, and when the last came. */
const NEXT = 0;
const LAST = 1;

/** Things that are nothing alone and trouble when many come within an hour. Remembers the latest few, with their sizes in σ. */
export class RateAlarm implements Persistent {
  readonly #times: Float64Array;
  readonly #sizes: Float64Array;
  readonly #s = Float64Array.of(0, Number.NEGATIVE_INFINITY);

  /** @param often so many within an hour are trouble */
  constructor(often: number) {
    this.#times = new Float64Array(often).fill(Number.NaN);
    this.#sizes = new Float64Array(often);
  }

  /** Another one. Returns whether there were enough of them within the hour. */
  push(at: Seconds, size: number): boolean {
    const often = this.#times.length;
    const next = this.#s[NEXT]!;
    this.#times[next] = at;
    this.#sizes[next] = size;
    this.#s[NEXT] = (next + 1) % often;
    this.#s[LAST] = at;
    return Math.abs(at - this.first) <= WITHIN;
  }

  /** When the first of those came; NaN when there were not yet so many. */
  get first(): Seconds {
    return this.#times[this.#s[NEXT]!]!;
  }

  /** The size of the largest of them. */
  get largest(): number {
    return this.#sizes.reduce((most, size) => Math.max(most, size), 0);
  }

  /** Has none come for so long that it has passed? */
  passed(now: Seconds): boolean {
    return Math.abs(now - this.#s[LAST]!) > WITHIN;
  }

  persist(snapshot: Snapshot): void {
    snapshot.floats("times", this.#times);
    snapshot.floats("sizes", this.#sizes);
    snapshot.floats("numbers", this.#s);
  }
}
