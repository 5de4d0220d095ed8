/**
 * GPIO lines, by their offset in their chip: the number printed in a pin-out (GPIO17 is 17). All reject with an AndasError
 * `device` or `addon` that says what is missing.
 */
export interface Gpio {
  /** Takes a line as an output that is off. */
  output(offset: number, options?: GpioOptions): Promise<GpioOutput>;
  /** Calls back on every press, debounced, and on every release if asked to. */
  button(
    offset: number,
    options: GpioOptions & { debounceMs: number },
    pressed: () => void,
    released?: () => void,
  ): Promise<GpioInput>;
}

export interface GpioOptions {
  /** On, or pressed, is the low level. Default false. */
  readonly activeLow?: boolean;
  /** The label of the chip, such as `pinctrl-rp1`; otherwise the one that the board's header hangs on. */
  readonly chip?: string;
  /** The line was taken and was lost again; it is taken anew by itself. */
  readonly trouble?: (reason: string) => void;
}

export interface GpioOutput {
  set(on: boolean): Promise<void>;
  /** Off first, then given back. */
  close(): Promise<void>;
}

export interface GpioInput {
  close(): Promise<void>;
}
