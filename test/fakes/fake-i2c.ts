import type { I2cBus, OpenI2c } from "../../src/ports/i2c.js";

/** A chip as the bus sees it. What a chip does not know, it does not answer. */
export interface FakeChip {
  /** Registers of two bytes, high byte first, as most converters send them. */
  write?(register: number, high: number, low: number): void;
  read?(register: number): readonly [high: number, low: number];
  /** A byte into a register. */
  writeByte?(register: number, byte: number): void;
  /** So many bytes, read without writing any. */
  receive?(length: number): readonly number[];
  /** A byte that is written alone. */
  send?(byte: number): void;
  /** Writes `command`, then reads so many bytes. */
  block?(command: number, length: number): readonly number[];
  /** A byte that everybody on the bus hears. */
  generalCall?(byte: number): void;
}

function noAnswer(): Error {
  return Object.assign(new Error("EREMOTEIO, Remote I/O error"), { code: "EREMOTEIO" });
}

/** I2C buses in memory. SMBus words go low byte first, so that a chip's high byte arrives as the word's low one. */
export class FakeI2c {
  readonly #chips = new Map<string, FakeChip>();
  /** Transfers in the order in which they came, as `w 0x48 01` or `r 0x48 00`; blocks `b`, bytes sent `s`, asked for `?` and read `i`. */
  readonly transfers: string[] = [];
  /** How often a bus was opened, and how many are open now. */
  opened = 0;
  openNow = 0;
  /** While set, every transfer fails so. */
  failure: Error | undefined;

  /** Takes a chip off the bus, as a wire that broke does. */
  detach(bus: number, address: number): void {
    this.#chips.delete(`${bus}/${address}`);
  }

  attach(bus: number, address: number, chip: FakeChip): void {
    this.#chips.set(`${bus}/${address}`, chip);
  }

  readonly open: OpenI2c = async (bus) => {
    this.opened++;
    this.openNow++;
    let open = true;
    const chip = (kind: string, address: number, register?: number): FakeChip => {
      if (!open) throw new Error("the bus was closed");
      const what = register === undefined ? "" : ` ${register.toString(16).padStart(2, "0")}`;
      this.transfers.push(`${kind} 0x${address.toString(16)}${what}`);
      if (this.failure) throw this.failure;
      return this.#chips.get(`${bus}/${address}`) ?? this.#everybody(bus, address);
    };
    const answered = <T>(answer: T | undefined): T => {
      if (answer === undefined) throw noAnswer();
      return answer;
    };
    return {
      readWord: async (address, register) => {
        const [high, low] = answered(chip("r", address, register).read?.(register));
        return (low << 8) | high;
      },
      writeWord: async (address, register, word) =>
        chip("w", address, register).write?.(register, word & 0xff, word >> 8),
      writeByte: async (address, register, byte) => chip("w", address, register).writeByte?.(register, byte),
      receiveBytes: async (address, length) => Uint8Array.from(answered(chip("i", address).receive?.(length))),
      readBlock: async (address, command, length) =>
        Uint8Array.from(answered(chip("b", address, command).block?.(command, length))),
      sendByte: async (address, byte) => chip("s", address, byte).send?.(byte),
      receiveByte: async (address) => {
        chip("?", address);
        return 0;
      },
      close: async () => {
        if (open) this.openNow--;
        open = false;
      },
    } satisfies I2cBus;
  };

  /** Who hears address 0: all chips of the bus that know the general call. */
  #everybody(bus: number, address: number): FakeChip {
    const all = [...this.#chips].filter(([place]) => place.startsWith(`${bus}/`)).map(([, chip]) => chip);
    const hear = all.filter((chip) => chip.generalCall !== undefined);
    if (address !== 0 || hear.length === 0) throw noAnswer();
    return {
      send: (byte) => {
        for (const chip of hear) chip.generalCall?.(byte);
      },
    };
  }
}
