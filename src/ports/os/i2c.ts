import type { PromisifiedBus } from "i2c-bus";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";
import type { I2cBus, OpenI2c } from "../i2c.js";
import type { LoadAddon } from "./addons.js";
import { loadAddon } from "./addons.js";

type I2cBusPackage = { openPromisified(bus: number): Promise<PromisifiedBus> };

/** I2C by i2c-bus, which is loaded when the first bus is opened. Transfers run on Node's thread pool. */
export function osI2c(load: LoadAddon = loadAddon): OpenI2c {
  return async (number) => {
    const i2c = (await load("i2c-bus")) as I2cBusPackage;
    try {
      return new OsI2cBus(await i2c.openPromisified(number));
    } catch (error) {
      throw new AndasError("device", whyNotOpen(number, error), error);
    }
  };
}

class OsI2cBus implements I2cBus {
  readonly #bus: PromisifiedBus;

  constructor(bus: PromisifiedBus) {
    this.#bus = bus;
  }

  readWord(address: number, register: number): Promise<number> {
    return this.#bus.readWord(address, register);
  }

  async writeWord(address: number, register: number, word: number): Promise<void> {
    await this.#bus.writeWord(address, register, word);
  }

  async readBlock(address: number, command: number, length: number): Promise<Uint8Array> {
    const { bytesRead, buffer } = await this.#bus.readI2cBlock(address, command, length, Buffer.alloc(length));
    return buffer.subarray(0, bytesRead);
  }

  async sendByte(address: number, byte: number): Promise<void> {
    await this.#bus.sendByte(address, byte);
  }

  receiveByte(address: number): Promise<number> {
    return this.#bus.receiveByte(address);
  }

  close(): Promise<void> {
    return this.#bus.close();
  }
}

function whyNotOpen(number: number, error: unknown): string {
  const path = `/dev/i2c-${number}`;
  switch (systemCode(error)) {
    case "ENOENT":
      return `there is no I2C bus ${number} (${path}): switch it on with \`dtparam=i2c_arm=on\` in config.txt and the module i2c-dev, then restart`;
    case "EACCES":
      return `${path} may not be opened: add the node's user to the group i2c`;
    default:
      return `I2C bus ${number} (${path}) cannot be opened: ${messageOf(error)}`;
  }
}
