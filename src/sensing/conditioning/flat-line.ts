import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** Equal neighbours come by chance, and this often at least and at most is believed. */
const RAREST = 0.02;
const COMMONEST = 0.85;
/** So many in a row come by chance once in three years of a sample each second. */
const NEVER = Math.log(1e-8);
const FEWEST = 10;
/** How quickly it learns how common equal neighbours are. */
const SHARE = 0.001;

/**
 * Tells a dead converter from a quiet channel: on a quiet one, values a step of the converter apart repeat often, so it
 * learns how often, and calls flat only a run of equal values that would never come by chance.
 */
export class FlatLine implements Persistent {
  #same = 0;
  #repeats = 0.6;

  /** @param equal whether the sample equals the one before; true when that makes a flat line */
  push(equal: boolean): boolean {
    this.#repeats += ((equal ? 1 : 0) - this.#repeats) * SHARE;
    if (!equal) {
      this.#same = 0;
      return false;
    }
    if (++this.#same < FEWEST) return false;
    const chance = Math.min(COMMONEST, Math.max(RAREST, this.#repeats));
    return this.#same >= NEVER / Math.log(chance);
  }

  forget(): void {
    this.#same = 0;
  }

  persist(snapshot: Snapshot): void {
    this.#same = snapshot.number("same", this.#same);
    this.#repeats = snapshot.number("repeats", this.#repeats);
  }
}
