import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus } from "../../src/ports/i2c.js";
import type { SensorChip } from "./sensor-chip.js";

/** What a chip was trimmed to in the factory, and keeps in its registers: every one has its own. */
export interface Trim {
  readonly t: readonly [number, number, number];
  readonly h: readonly [number, number, number, number, number, number];
}

/** "Memory map". */
const ID = 0xd0;
const BME280 = 0x60;
const BMP280 = 0x58;
const TRIM_T = 0x88;
const TRIM_H1 = 0xa1;
const TRIM_H2 = 0xe1;
const CTRL_HUM = 0xf2;
const STATUS = 0xf3;
const CTRL_MEAS = 0xf4;
const TEMPERATURE = 0xfa;
const MEASURING = 1 << 3;

/** Both once, pressure not at all, forced mode: it measures once and sleeps. `ctrl_hum` counts only once `ctrl_meas` is written. */
const HUMIDITY_ONCE = 0b001;
const TEMPERATURE_ONCE_FORCED = (0b001 << 5) | 0b01;
/** "Measurement time", appendix B: 1.25 + 2.3 + 2.3 + 0.575 ms at most. */
const NEEDS: Seconds = 0.0065;
/** What stands there when nothing was measured. */
const NO_TEMPERATURE = 0x80000;
const NO_HUMIDITY = 0x8000;

/** BME280. Source: Bosch Sensortec, BME280 data sheet, BST-BME280-DS002 (revision 1.6, September 2018). */
export class Bme280 implements SensorChip {
  readonly chip = "BME280";
  readonly quantities = ["temperature", "humidity"] as const;
  readonly #address: number;
  #trim: Trim | undefined;

  constructor(address: number) {
    this.#address = address;
  }

  async begin(bus: I2cBus): Promise<Seconds> {
    this.#trim ??= await this.#readTrim(bus);
    await bus.writeByte(this.#address, CTRL_HUM, HUMIDITY_ONCE);
    await bus.writeByte(this.#address, CTRL_MEAS, TEMPERATURE_ONCE_FORCED);
    return NEEDS;
  }

  async read(bus: I2cBus, values: Float64Array): Promise<void> {
    const [status = 0] = await bus.readBlock(this.#address, STATUS, 1);
    if ((status & MEASURING) !== 0) throw new Error("it does not end its measurement");
    const [t0 = 0, t1 = 0, t2 = 0, h0 = 0, h1 = 0] = await bus.readBlock(this.#address, TEMPERATURE, 5);
    const temperature = (t0 << 12) | (t1 << 4) | (t2 >> 4);
    const humidity = (h0 << 8) | h1;
    const trim = this.#trim;
    if (trim === undefined || temperature === NO_TEMPERATURE || humidity === NO_HUMIDITY)
      throw new Error("it has lost its settings, and measured nothing");
    const fine = fineTemperature(temperature, trim);
    values[0] = fine / 5120;
    values[1] = relativeHumidity(humidity, fine, trim);
  }

  forget(): void {
    this.#trim = undefined;
  }

  async #readTrim(bus: I2cBus): Promise<Trim> {
    const [id = 0] = await bus.readBlock(this.#address, ID, 1);
    if (id === BMP280) throw new Error("what answers is a BMP280, which knows no humidity");
    if (id !== BME280) throw new Error(`what answers is no BME280: it calls itself 0x${id.toString(16)}`);
    const first = await bus.readBlock(this.#address, TRIM_T, 6);
    const [h1 = 0] = await bus.readBlock(this.#address, TRIM_H1, 1);
    return trimFrom(first, h1, await bus.readBlock(this.#address, TRIM_H2, 7));
  }
}

/** "Trimming parameter readout", table 16: from 0x88, of 0xA1, and from 0xE1. Low bytes first; H4 and H5 share a byte. */
export function trimFrom(t: Uint8Array, h1: number, h: Uint8Array): Trim {
  const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = [view(t), view(h)];
  return {
    t: [first.getUint16(0, true), first.getInt16(2, true), first.getInt16(4, true)],
    h: [
      ...([h1, second.getInt16(0, true), second.getUint8(2)] as const),
      second.getInt8(3) * 16 + (second.getUint8(4) & 0x0f),
      second.getInt8(5) * 16 + (second.getUint8(4) >> 4),
      second.getInt8(6),
    ],
  };
}

/** "Compensation formulas in double precision floating point", appendix A: `t_fine`, 5120 to a degree. */
export function fineTemperature(raw: number, { t: [t1, t2, t3] }: Trim): number {
  return (raw / 16384 - t1 / 1024) * t2 + (raw / 131072 - t1 / 8192) ** 2 * t3;
}

/** The same place: percent, 0 to 100. */
export function relativeHumidity(raw: number, fine: number, { h: [h1, h2, h3, h4, h5, h6] }: Trim): number {
  const x = fine - 76800;
  const shown = raw - (h4 * 64 + (h5 / 16384) * x);
  const slope = (h2 / 65536) * (1 + (h6 / 67108864) * x * (1 + (h3 / 67108864) * x));
  const humidity = shown * slope;
  return Math.min(Math.max(humidity * (1 - (h1 * humidity) / 524288), 0), 100);
}
