import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** So many runs of one rhythm are no chance, not even on a quiet channel where most neighbours are equal. */
const ENOUGH = 32;
/** A run that does not fit undoes so many that did. */
const DOUBT = 8;

/**
 * Knows a signal of which each value is written several times over, as loggers do that write rows faster than they measure.
 * Only the first of each is a measurement: the rest would look like a flat line, and its stairs like grain.
 */
export class HeldValues implements Persistent {
  /** How often each value is written; 1 where each is a measurement. */
  #times = 1;
  #value = Number.NaN;
  /** Samples since the value changed, and since one was a measurement. */
  #run = 0;
  #since = 0;
  /** Runs that fit, less those that do not. */
  #sure = 0;
  #held = false;

  /** Are values held now? */
  get held(): boolean {
    return this.#held;
  }

  /** Takes a value in mV, NaN where there is none. Is it a measurement of its own? */
  push(mv: number): boolean {
    const changed = mv !== this.#value;
    if (changed) {
      if (!Number.isNaN(this.#value)) this.#learn(this.#run);
      this.#value = mv;
      this.#run = 0;
    }
    this.#run++;
    if (this.#held && !changed && ++this.#since < this.#times) return false;
    this.#since = 0;
    return true;
  }

  persist(snapshot: Snapshot): void {
    this.#times = snapshot.number("times", this.#times);
    this.#value = snapshot.number("value", this.#value);
    this.#run = snapshot.number("run", this.#run);
    this.#since = snapshot.number("since", this.#since);
    this.#sure = snapshot.number("sure", this.#sure);
    this.#held = snapshot.flag("held", this.#held);
  }

  /** A value stood for so many samples; twice as many are two measurements that were equal. */
  #learn(run: number): void {
    if (this.#times > 1 && run % this.#times === 0) this.#sure = Math.min(this.#sure + 1, 2 * ENOUGH);
    else this.#sure -= DOUBT;
    if (this.#sure >= ENOUGH) this.#held = true;
    if (this.#sure > 0) return;
    this.#held = false;
    this.#times = run;
    this.#sure = 0;
  }
}
