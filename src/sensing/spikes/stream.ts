import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** Values that a stream remembers: more than the longest template has taps. A power of two. */
const RING = 64;
const MASK = RING - 1;

/** A decimated stream: each value the mean of `step` samples. The ring is written twice, so that a window lies in one piece. */
export class Stream implements Persistent {
  readonly step: number;
  readonly values = new Float64Array(2 * RING);
  count = 0;
  /** Behind the latest value: the last n values begin n before it. */
  end = RING;

  constructor(step: number) {
    this.step = step;
  }

  push(y: number): void {
    const i = this.count++ & MASK;
    this.values[i] = y;
    this.values[i + RING] = y;
    this.end = i + RING + 1;
  }

  /** Where the `n` values begin that were the last ones one value ago. */
  before(n: number): number {
    const start = this.end - n;
    return start > 0 ? start - 1 : start + MASK;
  }

  persist(snapshot: Snapshot): void {
    this.count = snapshot.number("count", this.count);
    this.end = ((this.count - 1) & MASK) + RING + 1;
    snapshot.floats("values", this.values);
  }
}
