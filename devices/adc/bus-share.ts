import type { DevicePorts } from "../../src/ports/device.js";
import type { I2cBus } from "../../src/ports/i2c.js";

/** A device's own hold on its bus: opened when it is needed, closed when it failed too often, one piece of work after the other. */
export class BusShare {
  readonly #number: number;
  readonly #ports: Pick<DevicePorts, "clock" | "name" | "openI2c">;
  #open: Promise<I2cBus> | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(number: number, ports: Pick<DevicePorts, "clock" | "name" | "openI2c">) {
    this.#number = number;
    this.#ports = ports;
  }

  /** @throws AndasError `addon` or `device` when the bus cannot be opened; the next call tries again */
  async open(): Promise<I2cBus> {
    const { clock, name, openI2c } = this.#ports;
    this.#open ??= clock.hold(name, openI2c(this.#number));
    try {
      return await this.#open;
    } catch (error) {
      this.#open = undefined;
      throw error;
    }
  }

  /** `work` comes when what was begun before is over, and must not reject. Simulated time stands still for it. */
  run(work: () => Promise<void>): void {
    this.#work = this.#ports.clock.hold(this.#ports.name, this.#work.then(work));
  }

  /** All work that was begun by now is over. */
  get settled(): Promise<void> {
    return this.#work;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    // It is closed because it failed, or because nobody needs it: what it says to that changes nothing.
    await open?.then((bus) => bus.close()).catch(() => {});
  }
}
