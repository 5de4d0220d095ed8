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
      const bus = await i2c.openPromisified(number);
      // It opens nothing before it is asked for something: what can be done is asked to know whether it is there at all.
      await bus.i2cFuncs();
      return new OsI2cBus(number, bus);
    } catch (error) {
      throw new AndasError("device", whyNotOpen(number, error), error);
    }
  };
}

class OsI2cBus implements I2cBus {
  readonly #number: number;
  readonly #bus: PromisifiedBus;
  /** Addresses that a driver of the kernel has: see `#at`. */
  readonly #refused = new Set<number>();

  constructor(number: number, bus: PromisifiedBus) {
    this.#number = number;
    this.#bus = bus;
  }

  readWord(address: number, register: number): Promise<number> {
    return this.#at(address, () => this.#bus.readWord(address, register));
  }

  async writeWord(address: number, register: number, word: number): Promise<void> {
    await this.#at(address, () => this.#bus.writeWord(address, register, word));
  }

  async writeByte(address: number, register: number, byte: number): Promise<void> {
    await this.#at(address, () => this.#bus.writeByte(address, register, byte));
  }

  async readBlock(address: number, command: number, length: number): Promise<Uint8Array> {
    const read = () => this.#bus.readI2cBlock(address, command, length, Buffer.alloc(length));
    const { bytesRead, buffer } = await this.#at(address, read);
    return buffer.subarray(0, bytesRead);
  }

  async sendByte(address: number, byte: number): Promise<void> {
    await this.#at(address, () => this.#bus.sendByte(address, byte));
  }

  receiveByte(address: number): Promise<number> {
    return this.#at(address, () => this.#bus.receiveByte(address));
  }

  async receiveBytes(address: number, length: number): Promise<Uint8Array> {
    const { bytesRead, buffer } = await this.#at(address, () =>
      this.#bus.i2cRead(address, length, Buffer.alloc(length)),
    );
    return buffer.subarray(0, bytesRead);
  }

  close(): Promise<void> {
    return this.#bus.close();
  }

  /**
   * i2c-bus forgets that an address was refused, and its next transfer would go to address 0, which every chip hears: so that is
   * remembered here, until the bus is opened anew.
   */
  async #at<T>(address: number, transfer: () => Promise<T>): Promise<T> {
    if (this.#refused.has(address)) throw this.#busy(address);
    try {
      return await transfer();
    } catch (error) {
      if (systemCode(error) !== "EBUSY") throw error;
      this.#refused.add(address);
      throw this.#busy(address, error);
    }
  }

  #busy(address: number, cause?: unknown): AndasError {
    const place = `0x${address.toString(16)} on I2C bus ${this.#number}`;
    return new AndasError(
      "device",
      `${place} belongs to a driver of the kernel: take another address, or unload it`,
      cause,
    );
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
