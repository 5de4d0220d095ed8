import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus } from "../../src/ports/i2c.js";
import type { Converter, WindowComparator } from "../adc/converter.js";
import { type ConverterSheet, conversionTime, type Speed } from "../adc/sheet.js";
import * as registers from "./registers.js";

const { CONFIG, CONVERSION, HIGH_THRESHOLD, LOW_THRESHOLD, READY_THRESHOLDS, swapped } = registers;

export interface AdsOptions {
  readonly address: number;
  readonly fullScale: number;
  readonly speed: Speed;
  /** It converts one channel again and again instead of each time that it is asked. */
  readonly continuous: boolean;
  /** ALERT/RDY is wired, and says when a conversion is done. */
  readonly ready: boolean;
  /** So many readings in a row outside of the window are a call: 1, 2 or 4. */
  readonly queue: 1 | 2 | 4;
}

/** An ADS1115 or ADS1015: which of the two is in its sheet. */
export class AdsChip implements Converter {
  readonly chip: string;
  readonly fullScale: number;
  readonly soonest: Seconds;
  readonly latest: Seconds;
  readonly window: WindowComparator;
  readonly #sheet: ConverterSheet;
  readonly #options: AdsOptions;
  readonly #gain: number;
  readonly #rate: number;
  /** What the chip was told last, as far as it is known. */
  #config: number | undefined;
  #thresholds: { readonly low: number; readonly high: number } | undefined;
  /** It has shown that it is one. */
  #known = false;

  constructor(sheet: ConverterSheet, options: AdsOptions) {
    this.chip = sheet.chip;
    this.fullScale = options.fullScale;
    this.soonest = conversionTime(options.speed);
    this.latest = this.soonest;
    this.#sheet = sheet;
    this.#options = options;
    this.#gain = sheet.gains.findIndex(({ fullScale }) => fullScale === options.fullScale);
    this.#rate = sheet.speeds.indexOf(options.speed);
    const slowest = { gain: this.#gain, rate: 0 };
    this.window = {
      latest: conversionTime(sheet.speeds[0]!),
      begin: (bus, channel) =>
        this.#configure(bus, registers.configWord({ ...slowest, channel: this.#code(channel) }, "continuous")),
      arm: (bus, middle, band) => this.#watch(bus, middle, band),
    };
  }

  async begin(bus: I2cBus, channel: string): Promise<void> {
    const { continuous, ready } = this.#options;
    const codes = { channel: this.#code(channel), gain: this.#gain, rate: this.#rate };
    const word = registers.configWord(codes, continuous ? "continuous" : "single", ready ? "ready" : "off");
    if (ready) await this.#setThresholds(bus, READY_THRESHOLDS);
    if (!continuous || word !== this.#config) await this.#configure(bus, word);
    else await this.#verify(bus, word);
  }

  async read(bus: I2cBus): Promise<number> {
    return registers.signed(swapped(await bus.readWord(this.#options.address, CONVERSION)));
  }

  millivolts(code: number): number {
    return registers.millivolts(code, this.fullScale);
  }

  railOf(code: number): -1 | 0 | 1 {
    return registers.railOf(code, this.#options.speed.bits);
  }

  forget(): void {
    this.#config = undefined;
    this.#thresholds = undefined;
    this.#known = false;
  }

  /** After a single conversion it sleeps by itself. */
  async sleep(bus: I2cBus): Promise<void> {
    if (this.#config === undefined || !registers.isContinuous(this.#config)) return;
    const codes = { channel: 0, gain: this.#gain, rate: this.#rate };
    await this.#configure(bus, registers.configWord(codes, "sleep"));
  }

  async #watch(bus: I2cBus, middle: number, band: number): Promise<void> {
    const steps = (band / this.fullScale) * 32768;
    await this.#setThresholds(bus, registers.windowAround(middle, steps));
    const begun = this.#config ?? 0;
    await this.#configure(bus, registers.withAlert(begun, this.#options.queue));
  }

  async #configure(bus: I2cBus, word: number): Promise<void> {
    const { address } = this.#options;
    await bus.writeWord(address, CONFIG, swapped(word));
    this.#config = word;
    if (!this.#known) await this.#verify(bus, word);
    this.#known = true;
  }

  /** A chip that converts by itself is told nothing for a long time: if its supply sags, it begins anew with settings of its own. */
  async #verify(bus: I2cBus, word: number): Promise<void> {
    const read = swapped(await bus.readWord(this.#options.address, CONFIG));
    if (!registers.sameConfig(read, word))
      throw new Error(`what answers is not an ${this.chip}, or has lost its settings`);
  }

  async #setThresholds(bus: I2cBus, wanted: { readonly low: number; readonly high: number }): Promise<void> {
    if (this.#thresholds?.low === wanted.low && this.#thresholds.high === wanted.high) return;
    const { address } = this.#options;
    await bus.writeWord(address, LOW_THRESHOLD, swapped(wanted.low));
    await bus.writeWord(address, HIGH_THRESHOLD, swapped(wanted.high));
    this.#thresholds = wanted;
  }

  #code(channel: string): number {
    return this.#sheet.channels.indexOf(channel);
  }
}
