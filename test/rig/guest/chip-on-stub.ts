import { openSync, writeSync } from "node:fs";
import type { I2CBus } from "i2c-bus";
import { FakeAds1x15 } from "../../fakes/fake-ads1x15.js";

const CONVERSION = 0;
const CONFIG = 1;
const THRESHOLDS = [2, 3];
/** Written as 1, it begins a conversion. */
const OS = 0x8000;

/** It is done some milliseconds before the driver's timer, so that the pin is what tells of it. */
const QUICK = 0.9;

/** What it saw of who talks to it, in ms. */
export interface Seen {
  /** From the edge of ALERT to the next conversion's begin: by then the result has been read. */
  readonly edgeToNext: number[];
  /** From a row's place on the grid to its first conversion's begin. */
  readonly gridToFirst: number[];
}

/**
 * An ADS1115 made of the kernel's i2c-stub, which is nothing but registers, and of a line of gpio-sim as its pin ALERT: a chip by its data sheet lives
 * in them. It looks at what was written, and writes what a chip would show.
 */
export class ChipOnStub {
  seen: Seen = { edgeToNext: [], gridToFirst: [] };
  readonly #bus: I2CBus;
  readonly #address: number;
  readonly #rowsPerSecond: number;
  readonly #now: () => number;
  readonly #chip: FakeAds1x15;
  readonly #pull: number;
  #config: number | undefined;
  #conversions = 0;
  #alerted = false;
  #edge: number | undefined;
  #channel = -1;

  /** @param pull the file in sysfs that says what pulls at its ALERT */
  constructor(
    bus: I2CBus,
    options: { address: number; pull: string; rowsPerSecond: number },
    now: () => number,
    millivolts: (pin: number, at: number) => number,
  ) {
    this.#bus = bus;
    this.#address = options.address;
    this.#rowsPerSecond = options.rowsPerSecond;
    this.#now = now;
    this.#chip = new FakeAds1x15(now, millivolts, 16, QUICK);
    this.#chip.alert = () => {
      this.#alerted = true;
    };
    this.#pull = openSync(options.pull, "w");
    this.#drive("pull-up");
    this.#show(CONFIG, this.#read(CONFIG));
  }

  look(): void {
    const config = swapped(this.#bus.readWordSync(this.#address, CONFIG));
    if (config !== this.#config) this.#configure(config);
    this.#chip.look();
    if (this.#chip.converted.length === this.#conversions) return;
    this.#conversions = this.#chip.converted.length;
    this.#show(CONVERSION, this.#read(CONVERSION));
    if (this.#alerted) this.#call();
  }

  /** What it saw so far is of no interest. */
  seeAnew(): void {
    this.seen = { edgeToNext: [], gridToFirst: [] };
  }

  #configure(config: number): void {
    this.#note((config >> 12) & 7);
    for (const register of THRESHOLDS) this.#write(register, swapped(this.#bus.readWordSync(this.#address, register)));
    this.#write(CONFIG, config);
    // So that the next wish for a conversion can be told from this one; the driver does not ask for this bit.
    this.#config = config & ~OS;
    if (config !== this.#config) this.#show(CONFIG, this.#config);
  }

  #note(channel: number): void {
    const now = this.#now();
    // Channels of a row come in the order of their numbers; between two rows it waits for the grid.
    if (channel > this.#channel && this.#edge !== undefined) this.seen.edgeToNext.push(1000 * (now - this.#edge));
    else this.seen.gridToFirst.push((1000 * ((now * this.#rowsPerSecond) % 1)) / this.#rowsPerSecond);
    this.#channel = channel;
    this.#edge = undefined;
  }

  #call(): void {
    this.#alerted = false;
    this.#edge = this.#now();
    this.#drive("pull-down");
    this.#drive("pull-up");
  }

  #drive(pull: "pull-up" | "pull-down"): void {
    writeSync(this.#pull, pull, 0);
  }

  #read(register: number): number {
    const [high, low] = this.#chip.read(register);
    return (high << 8) | low;
  }

  #write(register: number, word: number): void {
    this.#chip.write(register, word >> 8, word & 0xff);
  }

  #show(register: number, word: number): void {
    this.#bus.writeWordSync(this.#address, register, swapped(word));
  }
}

/** SMBus sends the low byte first, the chip the high one. */
function swapped(word: number): number {
  return ((word & 0xff) << 8) | (word >> 8);
}
