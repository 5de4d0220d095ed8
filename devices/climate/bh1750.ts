import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus } from "../../src/ports/i2c.js";
import type { SensorChip } from "./sensor-chip.js";

/** "Instruction set": once, with high resolution, and down again by itself; "Electrical characteristics": at most 180 ms. */
const MEASURE_ONCE = 0x20;
const NEEDS: Seconds = 0.181;
/** "Measurement sequence example": the word by this is lux. */
const PER_LUX = 1.2;

/** BH1750FVI, light. Source: ROHM, BH1750FVI technical note 11046EDT01 (2011.11, revision D). */
export class Bh1750 implements SensorChip {
  readonly chip = "BH1750";
  readonly quantities = ["light"] as const;
  readonly #address: number;

  constructor(address: number) {
    this.#address = address;
  }

  async begin(bus: I2cBus): Promise<Seconds> {
    await bus.sendByte(this.#address, MEASURE_ONCE);
    return NEEDS;
  }

  async read(bus: I2cBus, values: Float64Array): Promise<void> {
    const [high, low] = await bus.receiveBytes(this.#address, 2);
    if (high === undefined || low === undefined) throw new Error("it said too little");
    values[0] = lux((high << 8) | low);
  }

  forget(): void {}
}

export function lux(word: number): number {
  return word / PER_LUX;
}
