import type { Seconds } from "../../src/domain/time.js";
import type { SpikeShape } from "./simulated-spikes.js";

/** Spikes that overlap on one electrode. More than these do not happen; if they did, the newest would not be drawn. */
const SLOTS = 16;

/** Below this much of its height (mV) a spike is over: half a converter step would not show it. */
const FADED = 0.00005;

/** Adds up the spikes that an electrode is in the middle of, sample by sample, without a logarithm or an exponential per sample. */
export class SpikePool {
  readonly #step: Seconds;
  readonly #busy = new Uint8Array(SLOTS);
  readonly #onset = new Float64Array(SLOTS);
  readonly #peak = new Float64Array(SLOTS);
  readonly #rise = new Float64Array(SLOTS);
  readonly #amplitude = new Float64Array(SLOTS);
  /** The two exponentials of the recovery, and what is left of each after a step. */
  readonly #fast = new Float64Array(SLOTS);
  readonly #slow = new Float64Array(SLOTS);
  readonly #fastKept = new Float64Array(SLOTS);
  readonly #slowKept = new Float64Array(SLOTS);
  #count = 0;

  constructor(rate: number) {
    this.#step = 1 / rate;
  }

  /** False if there is no room for it. Its onset must not have passed. */
  add(spike: SpikeShape): boolean {
    const slot = this.#busy.indexOf(0);
    if (slot < 0) return false;
    const { onset, rise, recovery, swing, amplitude } = spike;
    const peak = onset + rise;
    // The first sample of the recovery lies `late` after the peak.
    const late = Math.ceil(peak / this.#step) * this.#step - peak;
    this.#busy[slot] = 1;
    this.#onset[slot] = onset;
    this.#peak[slot] = peak;
    this.#rise[slot] = rise;
    this.#amplitude[slot] = amplitude;
    this.#fast[slot] = amplitude * (1 + swing) * Math.exp(-late / recovery);
    this.#slow[slot] = -amplitude * swing * Math.exp(-late / (3 * recovery));
    this.#fastKept[slot] = Math.exp(-this.#step / recovery);
    this.#slowKept[slot] = Math.exp(-this.#step / (3 * recovery));
    this.#count++;
    return true;
  }

  /** What all spikes together add at `at`, in millivolts. To be asked once for each sample, in order. */
  next(at: Seconds): number {
    if (this.#count === 0) return 0;
    let sum = 0;
    for (let slot = 0; slot < SLOTS; slot++) {
      const onset = this.#onset[slot]!;
      if (this.#busy[slot] === 0 || at < onset) continue;
      if (at < this.#peak[slot]!) {
        const way = (at - onset) / this.#rise[slot]!;
        sum += this.#amplitude[slot]! * 0.5 * (1 - Math.cos(Math.PI * way));
        continue;
      }
      const fast = this.#fast[slot]!;
      const slow = this.#slow[slot]!;
      sum += fast + slow;
      this.#fast[slot] = fast * this.#fastKept[slot]!;
      this.#slow[slot] = slow * this.#slowKept[slot]!;
      if (Math.abs(fast) < FADED && Math.abs(slow) < FADED) {
        this.#busy[slot] = 0;
        this.#count--;
      }
    }
    return sum;
  }
}
