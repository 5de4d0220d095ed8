import type { Seconds } from "../../src/domain/time.js";
import type { FakeChip } from "./fake-i2c.js";

/** Gain code to ± full scale, mV; codes 6 and 7 repeat 5. */
const FULL_SCALE = [6144, 4096, 2048, 1024, 512, 256, 256, 256];
const RATES = { 16: [8, 16, 32, 64, 128, 250, 475, 860], 12: [128, 250, 490, 920, 1600, 2400, 3300, 3300] } as const;
/** Multiplexer code to positive and negative pin; no negative one is ground. */
const PINS: readonly (readonly [number, number | undefined])[] = [
  [0, 1],
  [0, 3],
  [1, 3],
  [2, 3],
  [0, undefined],
  [1, undefined],
  [2, undefined],
  [3, undefined],
];

/**
 * An ADS1115, or an ADS1015 of 12 bits, by its data sheet (TI SBAS444E, "Register Map"), written apart from the driver so that the one can
 * tell on the other: it converts what its multiplexer, gain and rate say, takes its time, and shows the old result until it is done.
 * It has no timer of its own: it lives on when it is spoken to or looked at (`look`).
 */
export class FakeAds1x15 implements FakeChip {
  readonly #now: () => Seconds;
  readonly #volts: (pin: number, at: Seconds) => number;
  readonly #bits: 12 | 16;
  readonly #pace: number;
  #config = 0x0583;
  #low = -0x8000;
  #high = 0x7fff;
  #result = 0;
  #outside = 0;
  /** When the conversion under way began. */
  #began: Seconds | undefined;
  /** Level of ALERT/RDY: true is pulled low. */
  #pulled = false;
  /** Multiplexer codes in the order of conversions. */
  readonly converted: number[] = [];
  /** ALERT/RDY was pulled low. */
  alert: () => void = () => {};

  /**
   * @param millivolts of pin 0 to 3 against ground at a time
   * @param pace how long its conversions take, of the nominal: the data sheet allows 0.9 to 1.1, and the slowest is the usual here
   */
  constructor(now: () => Seconds, millivolts: (pin: number, at: Seconds) => number, bits: 12 | 16 = 16, pace = 1.1) {
    this.#now = now;
    this.#volts = millivolts;
    this.#bits = bits;
    this.#pace = pace;
  }

  get isConverting(): boolean {
    return this.#began !== undefined;
  }

  write(register: number, high: number, low: number): void {
    this.look();
    const word = (high << 8) | low;
    if (register === 2) this.#low = (word << 16) >> 16;
    if (register === 3) this.#high = (word << 16) >> 16;
    if (register === 1) this.#configure(word);
  }

  read(register: number): readonly [number, number] {
    this.look();
    if (register === 0) this.#pulled = false; // reading the conversion ends a latched call
    const config = this.#config | (this.#began === undefined ? 0x8000 : 0);
    const word = [this.#result & 0xffff, config, this.#low & 0xffff, this.#high & 0xffff][register] ?? 0;
    return [word >> 8, word & 0xff];
  }

  /** Lives on to the present. */
  look(): void {
    const each = this.#pace / RATES[this.#bits][(this.#config >> 5) & 7]!;
    while (this.#began !== undefined && this.#now() >= this.#began + each - 1e-6) {
      this.#finish(this.#began);
      const continuous = (this.#config & 0x100) === 0;
      this.#began = continuous ? this.#began + each : undefined;
    }
  }

  #configure(word: number): void {
    const continuous = (word & 0x100) === 0;
    const same = continuous && ((word ^ this.#config) & 0x7fe0) === 0 && this.#began !== undefined;
    this.#config = word & 0x7fff;
    this.#pulled = false;
    this.#outside = 0;
    if (same) return;
    if (continuous || (word & 0x8000) !== 0) this.#began = this.#now();
    else this.#began = undefined;
  }

  #finish(at: Seconds): void {
    const mux = (this.#config >> 12) & 7;
    const [plus, minus] = PINS[mux]!;
    const mv = this.#volts(plus, at) - (minus === undefined ? 0 : this.#volts(minus, at));
    const top = 2 ** (this.#bits - 1);
    const raw = Math.min(top - 1, Math.max(-top, Math.round((mv * top) / FULL_SCALE[(this.#config >> 9) & 7]!)));
    this.#result = raw << (16 - this.#bits);
    this.converted.push(mux);
    this.#compare();
  }

  #compare(): void {
    const queue = this.#config & 3;
    if (queue === 3) return;
    if (this.#low >= 0 && this.#high < 0) {
      // "Conversion Ready Pin": a pulse for each conversion.
      this.alert();
      return;
    }
    const isOutside = this.#result > this.#high || this.#result < this.#low;
    this.#outside = isOutside ? this.#outside + 1 : 0;
    const calls = this.#outside >= [1, 2, 4][queue]!;
    if (calls && !this.#pulled) this.alert();
    if (calls) this.#pulled = true;
  }
}
