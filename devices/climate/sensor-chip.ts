import type { Quantity } from "../../src/domain/covariate.js";
import type { Seconds } from "../../src/domain/time.js";
import type { I2cBus } from "../../src/ports/i2c.js";

/** One chip that measures what surrounds the electrodes, as `SensorDevice` works it: it knows registers, and nothing of time, rows or faults. */
export interface SensorChip {
  /** As it is printed on the chip. */
  readonly chip: string;
  /** What it measures, in the order of its values; their names are those of the channels. */
  readonly quantities: readonly Quantity[];
  /** Starts a measurement. Gives how long the slowest chip of its kind needs for it. @throws what the bus says, or that it is another chip */
  begin(bus: I2cBus): Promise<Seconds>;
  /** What was measured, into `values`. @throws what the bus says, or that what came is damaged */
  read(bus: I2cBus, values: Float64Array): Promise<void>;
  /** Something failed: whatever was known of the chip may be another's. */
  forget(): void;
}
