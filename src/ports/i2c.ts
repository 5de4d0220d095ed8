/** One I2C bus, SMBus word access. Words are as SMBus sends them: low byte first. */
export interface I2cBus {
  readWord(address: number, register: number): Promise<number>;
  writeWord(address: number, register: number, word: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens bus `n` (`/dev/i2c-<n>`); throws an AndasError `addon` or `device` that says what is missing. */
export type OpenI2c = (bus: number) => Promise<I2cBus>;
