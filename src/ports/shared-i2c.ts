import type { I2cBus, OpenI2c } from "./i2c.js";

/**
 * Several chips on one bus share one opening of it, and take turns: a bus that is stuck makes every transfer wait for a second in one of
 * the few threads that files need too, so never more than one transfer of a bus is under way. First come, first served.
 *
 * A chip that closes its share, to open it anew because nothing works any more, closes the bus itself only when nobody else holds one:
 * where others are well, the bus is.
 */
export function sharedI2c(open: OpenI2c): OpenI2c {
  const buses = new Map<number, SharedBus>();
  return async (number) => {
    const bus = buses.get(number) ?? new SharedBus(open(number), () => buses.delete(number));
    buses.set(number, bus);
    return bus.share();
  };
}

class SharedBus {
  readonly #bus: Promise<I2cBus>;
  readonly #forget: () => void;
  #shares = 0;
  /** Settles, never rejects, when the latest transfer is over. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(bus: Promise<I2cBus>, forget: () => void) {
    this.#bus = bus;
    this.#forget = forget;
  }

  /** @throws what opening the bus threw; then nobody holds it */
  async share(): Promise<I2cBus> {
    this.#shares++;
    try {
      await this.#bus;
    } catch (error) {
      this.#forget();
      throw error;
    }
    let closed = false;
    const inTurn = <T>(transfer: (bus: I2cBus) => Promise<T>): Promise<T> => {
      if (closed) return Promise.reject(new Error("the bus was closed"));
      const mine = this.#turn.then(() => this.#bus).then(transfer);
      this.#turn = mine.catch(() => {}); // who asked is told
      return mine;
    };
    return {
      readWord: (address, register) => inTurn((bus) => bus.readWord(address, register)),
      writeWord: (address, register, word) => inTurn((bus) => bus.writeWord(address, register, word)),
      writeByte: (address, register, byte) => inTurn((bus) => bus.writeByte(address, register, byte)),
      readBlock: (address, command, length) => inTurn((bus) => bus.readBlock(address, command, length)),
      sendByte: (address, byte) => inTurn((bus) => bus.sendByte(address, byte)),
      receiveByte: (address) => inTurn((bus) => bus.receiveByte(address)),
      receiveBytes: (address, length) => inTurn((bus) => bus.receiveBytes(address, length)),
      close: async () => {
        if (closed) return;
        closed = true;
        if (--this.#shares > 0) return;
        this.#forget();
        await this.#turn;
        await (await this.#bus).close();
      },
    };
  }
}
