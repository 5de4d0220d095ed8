import type { SignalStretches } from "../domain/signal-stretches.js";
import type { Seconds } from "../domain/time.js";

/** So many stretches are told at once at most: two hours of ten seconds each. */
export const MOST_STRETCHES = 720;

/**
 * One electrode's signal, in stretches of `every` seconds: least, mean and greatest value. The same stretches on every electrode and
 * after every restart, for they begin at whole multiples of their length. Nothing is allocated per sample.
 */
export class StretchCounter {
  readonly #electrode: string;
  readonly #every: Seconds;
  readonly #tell: (stretches: SignalStretches) => void;
  readonly #least = new Float64Array(MOST_STRETCHES);
  readonly #sum = new Float64Array(MOST_STRETCHES);
  readonly #greatest = new Float64Array(MOST_STRETCHES);
  readonly #count = new Uint32Array(MOST_STRETCHES);
  /** Which stretch since 1970 the first one is, and how many there are. */
  #first = 0;
  #length = 0;

  /** @param every in seconds, above 0 */
  constructor(electrode: string, every: Seconds, tell: (stretches: SignalStretches) => void) {
    this.#electrode = electrode;
    this.#every = every;
    this.#tell = tell;
  }

  /** What cannot be used (NaN) is left out. */
  add(at: Seconds, mv: number): void {
    if (!Number.isFinite(mv)) return;
    const stretch = Math.floor(at / this.#every);
    // A long rest, or a clock that was set, begins anew rather than with hours of nothing.
    if (this.#length > 0 && (stretch < this.#first || stretch >= this.#first + MOST_STRETCHES))
      this.#tellFirst(this.#length);
    if (this.#length === 0) this.#first = stretch;
    const i = stretch - this.#first;
    while (this.#length <= i) this.#count[this.#length++] = 0;
    const count = this.#count[i]!;
    this.#least[i] = count === 0 ? mv : Math.min(this.#least[i]!, mv);
    this.#greatest[i] = count === 0 ? mv : Math.max(this.#greatest[i]!, mv);
    this.#sum[i] = count === 0 ? mv : this.#sum[i]! + mv;
    this.#count[i] = count + 1;
  }

  /** All stretches that are over by `now` are told; the one that still goes on waits. */
  breatheOut(now: Seconds): void {
    this.#tellFirst(Math.min(this.#length, Math.max(0, Math.floor(now / this.#every) - this.#first)));
  }

  #tellFirst(told: number): void {
    if (told === 0) return;
    const means = Array.from(this.#sum.subarray(0, told), (sum, i) => this.#of(i, sum / this.#count[i]!));
    this.#tell({
      ...{ electrode: this.#electrode, from: this.#first * this.#every, every: this.#every, mean: means },
      least: Array.from(this.#least.subarray(0, told), (value, i) => this.#of(i, value)),
      greatest: Array.from(this.#greatest.subarray(0, told), (value, i) => this.#of(i, value)),
    });
    for (const row of [this.#least, this.#sum, this.#greatest, this.#count]) row.copyWithin(0, told, this.#length);
    this.#first += told;
    this.#length -= told;
    this.#skipUnheard();
  }

  /** A message begins with something that was heard. */
  #skipUnheard(): void {
    let unheard = 0;
    while (unheard < this.#length && this.#count[unheard] === 0) unheard++;
    if (unheard === 0) return;
    for (const row of [this.#least, this.#sum, this.#greatest, this.#count]) row.copyWithin(0, unheard, this.#length);
    this.#first += unheard;
    this.#length -= unheard;
  }

  #of(i: number, value: number): number {
    return this.#count[i] === 0 ? Number.NaN : value;
  }
}
