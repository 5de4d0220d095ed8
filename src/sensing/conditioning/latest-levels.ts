import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** A level is the mean of so many samples; so many of them are remembered: some nine minutes at 1 Hz. */
const SAMPLES = 16;
const LEVELS = 32;
/** A jump lands on a level when it misses it by no more than this share of its size. */
const MISSES = 0.25;

/** The levels at which the clean signal lay in the last minutes, in millivolts. */
export class LatestLevels implements Persistent {
  readonly #levels = new Float64Array(LEVELS).fill(Number.NaN);
  #count = 0;
  #sum = 0;

  push(mv: number): void {
    this.#sum += mv;
    if (++this.#count % SAMPLES !== 0) return;
    this.#levels[(this.#count / SAMPLES) % LEVELS] = this.#sum / SAMPLES;
    this.#sum = 0;
  }

  /** Does a jump of so much lead back to one of them? What falls to where it rose from is no step, however quickly it falls. */
  leadsBack(from: number, moved: number): boolean {
    for (const level of this.#levels) if (Math.abs(from + moved - level) < MISSES * Math.abs(moved)) return true;
    return false;
  }

  persist(snapshot: Snapshot): void {
    this.#count = snapshot.number("count", this.#count);
    this.#sum = snapshot.number("sum", this.#sum);
    snapshot.floats("levels", this.#levels);
  }
}
