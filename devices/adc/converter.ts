import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus } from "../../src/ports/i2c.js";

/**
 * One chip, as `AdcDevice` works it: it knows registers, and nothing of time, rows or faults. Every method rejects with what the bus
 * says; the chip may have lost all that it was told by then.
 */
export interface Converter {
  /** As it is printed on the chip. */
  readonly chip: string;
  /** ± mV of the range in use. */
  readonly fullScale: number;
  /** Seconds after `begin` at which it may be asked for the first time. */
  readonly soonest: Seconds;
  /** Seconds after `begin` at which the slowest chip of its kind is done. */
  readonly latest: Seconds;
  /**
   * Starts a conversion of `channel`, or lets the next one be of it. For the first time, or after `forget`, it looks whether this is the
   * chip that it should be and keeps its settings: others share these addresses, and a brown-out can leave any of them speechless.
   */
  begin(bus: I2cBus, channel: string): Promise<void>;
  /** The code of the conversion; undefined while it is under way. */
  read(bus: I2cBus): Promise<number | undefined>;
  millivolts(code: number): number;
  /** The end of the scale at which it stands: 1, -1, or 0 for none. What lies beyond is not known. */
  railOf(code: number): -1 | 0 | 1;
  /** Something failed: whatever the chip was told may be lost. */
  forget(): void;
  /** Lets the chip sleep, where it does not by itself. */
  sleep?(bus: I2cBus): Promise<void>;
  /** Its comparator, where it has one. */
  readonly window?: WindowComparator;
}

/** A chip that converts by itself, and calls on a pin when a channel leaves a window. */
export interface WindowComparator {
  /** Seconds after `begin` at which the first reading can be read. */
  readonly latest: Seconds;
  /** Converts `channel` again and again, as slowly as it can, and does not call yet. */
  begin(bus: I2cBus, channel: string): Promise<void>;
  /** Calls when so many readings in a row lie more than `band` mV from `middle`, which is a code. */
  arm(bus: I2cBus, middle: number, band: number): Promise<void>;
}
