import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus } from "../../src/ports/i2c.js";
import type { SensorChip } from "./sensor-chip.js";

/** "Command overview": both, with high precision; "Timings": at most 8.3 ms. */
const MEASURE = 0xfd;
const NEEDS: Seconds = 0.0085;

/** SHT40, SHT41, SHT45. Source: Sensirion, SHT4x data sheet (version 6.5, April 2023). */
export class Sht4x implements SensorChip {
  readonly chip = "SHT4x";
  readonly quantities = ["temperature", "humidity"] as const;
  readonly #address: number;

  constructor(address: number) {
    this.#address = address;
  }

  async begin(bus: I2cBus): Promise<Seconds> {
    await bus.sendByte(this.#address, MEASURE);
    return NEEDS;
  }

  async read(bus: I2cBus, values: Float64Array): Promise<void> {
    const bytes = await bus.receiveBytes(this.#address, 6);
    values[0] = celsius(wordIn(bytes, 0));
    values[1] = relativeHumidity(wordIn(bytes, 3));
  }

  forget(): void {}
}

/** "Conversion of signal output", equation 2. */
export function celsius(word: number): number {
  return -45 + (175 * word) / 65535;
}

/** Equation 1, cropped to what can be. */
export function relativeHumidity(word: number): number {
  return Math.min(Math.max(-6 + (125 * word) / 65535, 0), 100);
}

/** Two bytes and their check sum, from `at` on. @throws where they do not fit together */
export function wordIn(bytes: Uint8Array, at: number): number {
  const [high, low, sum] = bytes.subarray(at, at + 3);
  if (high === undefined || low === undefined || sum === undefined) throw new Error("it said too little");
  if (crc8(high, low) !== sum) throw new Error("what it said was damaged on the way");
  return (high << 8) | low;
}

/** "CRC-8 checksum calculation": polynomial 0x31, begun with 0xFF, nothing turned round. */
export function crc8(...bytes: readonly number[]): number {
  let crc = 0xff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80) === 0 ? crc << 1 : ((crc << 1) ^ 0x31) & 0xff;
  }
  return crc & 0xff;
}
