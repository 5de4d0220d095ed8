import { AndasError, messageOf } from "../../src/domain/errors.js";
import type { I2cBus, OpenI2c } from "../../src/ports/i2c.js";
import type { PowerBoard, Supply } from "../../src/ports/power-board.js";

const SHUNT_VOLTAGE = 0x01;
const BUS_VOLTAGE = 0x02;

interface Sheet {
  /** Volts of one step across the shunt; the register is signed. */
  readonly shuntStep: number;
  /** Volts of one step of the supply, which begins at this bit of its register. */
  readonly busStep: number;
  readonly busBit: number;
}

/**
 * INA219: TI SBOS448G, 8.6.3 (shunt: 10 µV a step; bus: 4 mV a step, from bit 3). INA226: TI SBOS547B, 7.6.2 (2.5 µV; 1.25 mV). Both convert
 * all the time as they wake up, and tell both voltages without having been calibrated.
 */
const SHEETS = {
  ina219: { shuntStep: 10e-6, busStep: 4e-3, busBit: 3 },
  ina226: { shuntStep: 2.5e-6, busStep: 1.25e-3, busBit: 0 },
} as const satisfies Readonly<Record<string, Sheet>>;

export interface Ina2xxSettings {
  readonly chip: keyof typeof SHEETS;
  readonly bus: number;
  readonly address: number;
  readonly shuntOhm: number;
}

/** An INA219 or INA226 as it woke up. Nothing is written to it, so that whoever else uses it is not disturbed. */
export class Ina2xx implements PowerBoard {
  readonly #settings: Ina2xxSettings;
  readonly #openI2c: OpenI2c;

  constructor(settings: Ina2xxSettings, openI2c: OpenI2c) {
    this.#settings = settings;
    this.#openI2c = openI2c;
  }

  async read(): Promise<Supply> {
    const { chip, bus: number, address, shuntOhm } = this.#settings;
    const { shuntStep, busStep, busBit } = SHEETS[chip];
    const bus = await this.#openI2c(number);
    try {
      const shunt = ((await readWord(bus, address, SHUNT_VOLTAGE)) << 16) >> 16;
      const supply = (await readWord(bus, address, BUS_VOLTAGE)) >> busBit;
      return { volts: supply * busStep, amps: (shunt * shuntStep) / shuntOhm };
    } catch (error) {
      const where = `0x${address.toString(16)} on I2C bus ${number}`;
      const advice = `(${messageOf(error)}): check wires and address, or take supply off node.json`;
      throw new AndasError("device", `no ${chip} answers at ${where} ${advice}`, error);
    } finally {
      await bus.close();
    }
  }
}

/** The chips send the high byte first, SMBus words the low one. */
async function readWord(bus: I2cBus, address: number, register: number): Promise<number> {
  const word = await bus.readWord(address, register);
  return ((word & 0xff) << 8) | (word >> 8);
}
