/**
 * One I2C bus, by SMBus transfers, but for `receiveBytes`: whatever speaks them can stand behind it, the kernel's simulated chips too. Words
 * are as SMBus sends them: low byte first. All reject with what the system says when nobody answers (`EREMOTEIO`, `ENXIO`) or the bus is stuck
 * (`ETIMEDOUT`).
 */
export interface I2cBus {
  readWord(address: number, register: number): Promise<number>;
  writeWord(address: number, register: number, word: number): Promise<void>;
  writeByte(address: number, register: number, byte: number): Promise<void>;
  /** Writes `command`, then reads `length` bytes (1 to 32) without letting go of the bus. */
  readBlock(address: number, command: number, length: number): Promise<Uint8Array>;
  /** Writes one byte and nothing else. Address 0 speaks to every chip of the bus that knows the general call. */
  sendByte(address: number, byte: number): Promise<void>;
  /** Reads one byte without writing any: the gentlest way to ask whether somebody is there. */
  receiveByte(address: number): Promise<number>;
  /** Reads `length` bytes without writing any. No transfer of SMBus does: only a real bus knows it. */
  receiveBytes(address: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens bus `n` (`/dev/i2c-<n>`); throws an AndasError `addon` or `device` that says what is missing. */
export type OpenI2c = (bus: number) => Promise<I2cBus>;
