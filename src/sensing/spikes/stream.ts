import { pack, type Saved, unpackInto } from "../packing.js";

/** Values that a stream remembers: more than the longest template has taps. A power of two. */
const RING = 64;
const MASK = RING - 1;

/** A decimated stream: each value the mean of `step` samples. The ring is written twice, so that a window lies in one piece. */
export class Stream {
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

  save(): Saved {
    return { count: pack([this.count]), values: pack(this.values) };
  }

  restore(saved: Saved): boolean {
    const count = new Float64Array(1);
    if (!unpackInto(count, saved.count)) return false;
    this.count = count[0]!;
    this.end = ((this.count - 1) & MASK) + RING + 1;
    return unpackInto(this.values, saved.values);
  }
}
