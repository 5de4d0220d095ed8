import { MOST } from "./frames.js";

/** The middle of the converter's scale, which is 0 mV. */
const MIDDLE = (MOST + 1) / 2;
/** More samples of a row than this share at an end of the scale, and the row says nothing. */
const RAILED = 0.1;

/**
 * The mean of so many samples as one, of each channel: of 10,000 a second to ten a second that is a filter with zeros at 10, 20 … 50,
 * 60 Hz, where the mains hum. Averaging also makes steps that are finer than the converter's. Allocates once, when it is made.
 */
export class Decimator {
  /** The latest row in millivolts; NaN where the signal was beyond the scale. */
  readonly row: Float64Array;
  readonly #sums: Float64Array;
  readonly #railed: Uint32Array;
  readonly #factor: number;
  readonly #millivolts: number;
  #count = 0;

  /**
   * @param factor samples in a row, 1 or more
   * @param millivolts at the electrode, of one step of the converter
   */
  constructor(channels: number, factor: number, millivolts: number) {
    this.row = new Float64Array(channels);
    this.#sums = new Float64Array(channels);
    this.#railed = new Uint32Array(channels);
    this.#factor = factor;
    this.#millivolts = millivolts;
  }

  /** One sample of each channel. @returns whether `row` is a new one. Hot */
  add(values: Uint16Array): boolean {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      this.#sums[i]! += value;
      if (value === 0 || value === MOST) this.#railed[i]!++;
    }
    if (++this.#count < this.#factor) return false;
    for (let i = 0; i < this.row.length; i++) {
      const mean = this.#sums[i]! / this.#count;
      this.row[i] = this.#railed[i]! > RAILED * this.#count ? Number.NaN : (mean - MIDDLE) * this.#millivolts;
    }
    this.reset();
    return true;
  }

  reset(): void {
    this.#count = 0;
    this.#sums.fill(0);
    this.#railed.fill(0);
  }
}
