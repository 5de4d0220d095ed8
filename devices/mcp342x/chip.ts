import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus } from "../../src/ports/i2c.js";
import type { Converter } from "../adc/converter.js";
import { type ConverterSheet, conversionTime, type Speed, stepOf } from "../adc/sheet.js";
import { answerLength, configByte, GENERAL_CALL, parseAnswer, railOf } from "./bytes.js";

export interface McpOptions {
  readonly address: number;
  readonly fullScale: number;
  readonly speed: Speed;
  /** What is said to the whole bus before the chip is spoken to for the first time. */
  readonly generalCall: "none" | "latch" | "reset";
}

/**
 * A chip of the MCP342x family, one conversion at a time. It has one register and no pointer to it: a block read whose command is the
 * configuration that it has already, RDY left 0, changes nothing (page 21) and reads data and configuration at once.
 */
export class McpChip implements Converter {
  readonly chip: string;
  readonly fullScale: number;
  readonly soonest: Seconds;
  readonly latest: Seconds;
  readonly #sheet: ConverterSheet;
  readonly #options: McpOptions;
  readonly #gain: number;
  readonly #step: number;
  #config = 0;
  #known = false;

  constructor(sheet: ConverterSheet, options: McpOptions) {
    this.chip = sheet.chip;
    this.fullScale = options.fullScale;
    // RDY says when it is done: most chips are quicker than the slowest.
    this.soonest = 1 / options.speed.rate;
    this.latest = conversionTime(options.speed);
    this.#sheet = sheet;
    this.#options = options;
    this.#gain = sheet.gains.findIndex(({ fullScale }) => fullScale === options.fullScale);
    this.#step = stepOf(options.fullScale, options.speed.bits);
  }

  async begin(bus: I2cBus, channel: string): Promise<void> {
    const { address, generalCall, speed } = this.#options;
    if (!this.#known && generalCall !== "none") await bus.sendByte(GENERAL_CALL.address, GENERAL_CALL[generalCall]);
    const what = { channel: this.#sheet.channels.indexOf(channel), gain: this.#gain, bits: speed.bits };
    this.#config = configByte({ ...what, start: false });
    await bus.sendByte(address, configByte({ ...what, start: true }));
    if (this.#known) return;
    await this.#ask(bus);
    this.#known = true;
  }

  async read(bus: I2cBus): Promise<number | undefined> {
    return (await this.#ask(bus)).code;
  }

  millivolts(code: number): number {
    return code * this.#step;
  }

  railOf(code: number): -1 | 0 | 1 {
    return railOf(code, this.#options.speed.bits);
  }

  forget(): void {
    this.#known = false;
  }

  async #ask(bus: I2cBus) {
    const { address, speed } = this.#options;
    const answer = parseAnswer(await bus.readBlock(address, this.#config, answerLength(speed.bits)), speed.bits);
    if (answer?.config !== this.#config)
      throw new Error(`what answers is not an ${this.chip}, or has lost its settings`);
    return answer;
  }
}
