import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** A cell is looked at in so many pieces. */
const PIECES = 32;

/**
 * Looks for a sharp edge within a cell. Where a step falls inside a cell, its mean is a mixture of two levels that never were,
 * and a box of three cells' length has slopes on both sides, as life has: so such a cell takes the level of its longer side.
 * Remembers the cell that is being filled and the one before it.
 */
export class Edge implements Persistent {
  readonly #weighted = new Float64Array(2 * PIECES);
  readonly #shares = new Float64Array(2 * PIECES);
  /** Where the pieces of the cell begin that is being filled: one half, then the other. */
  #now = 0;

  /** @param part measured at a place in the cell, 0 to 1; it covers so wide a share of the cell */
  add({ at, mv, width: share }: Sample): void {
    const i = this.#now + Math.min(Math.floor(at * PIECES), PIECES - 1);
    this.#weighted[i]! += share * mv;
    this.#shares[i]! += share;
  }

  next(): void {
    this.#now = PIECES - this.#now;
    this.#weighted.fill(0, this.#now, this.#now + PIECES);
    this.#shares.fill(0, this.#now, this.#now + PIECES);
  }

  /**
   * The level of the longer side of the edge in the cell before; NaN when its sides differ by less than `least` or more than
   * `most`. The edge lies where it leaves the least variance on both sides.
   */
  level(least: number, most: number): number {
    const from = PIECES - this.#now;
    const share = this.#sum(this.#shares, from, from + PIECES);
    const mean = this.#sum(this.#weighted, from, from + PIECES) / share;
    let over = 0;
    let before = 0;
    let best = 0;
    let edge = from;
    let height = 0;
    let longer = false;
    for (let i = from; i < from + PIECES; i++) {
      over += this.#weighted[i]! - mean * this.#shares[i]!;
      before += this.#shares[i]!;
      const between = (over * over) / (before * (share - before));
      if (!(between > best) || before >= share) continue;
      best = between;
      edge = i + 1;
      height = (Math.abs(over) * share) / (before * (share - before));
      longer = before >= share / 2;
    }
    if (!(height >= least && height <= most)) return Number.NaN;
    const [a, b] = longer ? [from, edge] : [edge, from + PIECES];
    return this.#sum(this.#weighted, a, b) / this.#sum(this.#shares, a, b);
  }

  persist(snapshot: Snapshot): void {
    this.#now = snapshot.number("now", this.#now);
    snapshot.floats("weighted", this.#weighted);
    snapshot.floats("shares", this.#shares);
  }

  #sum(values: Float64Array, from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += values[i]!;
    return sum;
  }
}
