/** Lines of one GPIO chip, by their offset in the chip: the number printed in a pin-out (GPIO17 is 17). */
export interface Gpio {
  output(offset: number): Promise<GpioOutput>;
  /** Calls back on every press, debounced. */
  button(offset: number, options: { activeLow: boolean; debounceMs: number }, pressed: () => void): Promise<GpioInput>;
}

export interface GpioOutput {
  set(on: boolean): Promise<void>;
  close(): Promise<void>;
}

export interface GpioInput {
  close(): Promise<void>;
}
