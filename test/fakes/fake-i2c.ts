import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus, OpenI2c } from "../../src/ports/i2c.js";

/** A chip as the bus sees it: registers of two bytes, high byte first, as most converters send them. */
export interface FakeChip {
  write(register: number, high: number, low: number): void;
  read(register: number): readonly [high: number, low: number];
}

/** I2C buses in memory. SMBus words go low byte first, so that a chip's high byte arrives as the word's low one. */
export class FakeI2c {
  readonly #chips = new Map<string, FakeChip>();
  /** Transfers in the order in which they came, as `w 0x48 01` or `r 0x48 00`. */
  readonly transfers: string[] = [];
  /** How often a bus was opened, and how many are open now. */
  opened = 0;
  openNow = 0;
  /** While set, every transfer fails so. */
  failure: Error | undefined;

  attach(bus: number, address: number, chip: FakeChip): void {
    this.#chips.set(`${bus}/${address}`, chip);
  }

  readonly open: OpenI2c = async (bus) => {
    this.opened++;
    this.openNow++;
    let open = true;
    const chip = (kind: string, address: number, register: number): FakeChip => {
      if (!open) throw new Error("the bus was closed");
      this.transfers.push(`${kind} 0x${address.toString(16)} ${register.toString(16).padStart(2, "0")}`);
      const found = this.#chips.get(`${bus}/${address}`);
      if (this.failure) throw this.failure;
      if (!found) throw Object.assign(new Error("EREMOTEIO, Remote I/O error"), { code: "EREMOTEIO" });
      return found;
    };
    return {
      readWord: async (address, register) => {
        const [high, low] = chip("r", address, register).read(register);
        return (low << 8) | high;
      },
      writeWord: async (address, register, word) =>
        chip("w", address, register).write(register, word & 0xff, word >> 8),
      close: async () => {
        if (open) this.openNow--;
        open = false;
      },
    } satisfies I2cBus;
  };
}

/** Gain code to ± full scale, mV; codes 6 and 7 repeat 5. */
const FULL_SCALE = [6144, 4096, 2048, 1024, 512, 256, 256, 256];
const RATE = [8, 16, 32, 64, 128, 250, 475, 860];
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
 * An ADS1115 by its data sheet (TI SBAS444E, "Register Map"), written apart from the driver so that the one can tell on the
 * other: it converts what its multiplexer, gain and rate say, takes its time, and shows the old result until it is done.
 */
export class FakeAds1115 implements FakeChip {
  readonly #now: () => Seconds;
  readonly #volts: (pin: number, at: Seconds) => number;
  #config = 0x8583;
  #result = 0;
  #pending: { raw: number; done: Seconds } | undefined;
  /** Multiplexer codes in the order of conversions. */
  readonly converted: number[] = [];

  /** @param millivolts of pin 0 to 3 against ground at a time */
  constructor(now: () => Seconds, millivolts: (pin: number, at: Seconds) => number) {
    this.#now = now;
    this.#volts = millivolts;
  }

  write(register: number, high: number, low: number): void {
    if (register !== 1) return;
    this.#settle();
    const word = (high << 8) | low;
    const start = (word & 0x8000) !== 0;
    this.#config = word & 0x7fff;
    if (!start || this.#pending) return;
    const mux = (word >> 12) & 7;
    const [plus, minus] = PINS[mux] as (typeof PINS)[number];
    const now = this.#now();
    const mv = this.#volts(plus, now) - (minus === undefined ? 0 : this.#volts(minus, now));
    const step = (FULL_SCALE[(word >> 9) & 7] as number) / 32768;
    const raw = Math.min(32767, Math.max(-32768, Math.round(mv / step)));
    // The slowest chip that the data sheet allows.
    this.#pending = { raw, done: now + 1.1 / (RATE[(word >> 5) & 7] as number) };
    this.converted.push(mux);
  }

  read(register: number): readonly [number, number] {
    this.#settle();
    const word = register === 0 ? this.#result & 0xffff : this.#config | (this.#pending ? 0 : 0x8000);
    return [word >> 8, word & 0xff];
  }

  #settle(): void {
    if (!this.#pending || this.#now() < this.#pending.done) return;
    this.#result = this.#pending.raw;
    this.#pending = undefined;
  }
}
