import type { Seconds } from "../domain/time.js";

/** Keeps the raw signal of devices, as it comes. */
export interface RawSignals {
  /** @param names the device's electrodes, in the order of their values */
  open(device: string, names: readonly string[]): RawSignal;
}

/** Takes the raw signal of one device. All of it is hot, and allocates nothing. */
export interface RawSignal {
  /** Begins a row; `set` fills it. */
  row(at: Seconds): void;
  /** The value of `column` in the row begun last, in millivolts; NaN where there was none. */
  set(column: number, mv: number): void;
  /** The device rests as it should: what lies between the last row and the next is no gap. */
  rest(): void;
}
