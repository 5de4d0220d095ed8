import { AndasError } from "../../src/domain/errors.js";
import type { Gpio, GpioInput, GpioOptions, GpioOutput } from "../../src/ports/gpio.js";

/** The lines of one GPIO chip in memory. `present: false` is a board without one. */
export class FakeGpio implements Gpio {
  readonly #present: boolean;
  readonly #pressed = new Map<number, () => void>();
  readonly #released = new Map<number, () => void>();
  /** Every line that was taken: its options. */
  readonly taken = new Map<number, GpioOptions>();
  /** On or off, by offset, of the outputs taken; and every change in order. */
  readonly outputs = new Map<number, boolean>();
  readonly history: { readonly offset: number; readonly on: boolean }[] = [];

  /** While set, no output can be switched, because of this. */
  fails: string | undefined;

  constructor(options: { present?: boolean } = {}) {
    this.#present = options.present ?? true;
  }

  async output(offset: number, options: GpioOptions = {}): Promise<GpioOutput> {
    this.#take(offset, options);
    this.outputs.set(offset, false);
    return {
      set: async (on) => {
        if (this.fails !== undefined) throw new AndasError("device", this.fails);
        this.outputs.set(offset, on);
        this.history.push({ offset, on });
      },
      close: async () => {
        this.outputs.delete(offset);
        this.taken.delete(offset);
      },
    };
  }

  async button(
    offset: number,
    options: GpioOptions & { debounceMs: number },
    pressed: () => void,
    released?: () => void,
  ): Promise<GpioInput> {
    this.#take(offset, options);
    this.#pressed.set(offset, pressed);
    if (released) this.#released.set(offset, released);
    return {
      close: async () => {
        this.#pressed.delete(offset);
        this.#released.delete(offset);
        this.taken.delete(offset);
      },
    };
  }

  /** Somebody presses the button on that line. */
  press(offset: number): void {
    this.#pressed.get(offset)?.();
  }

  /** And lets go of it. */
  release(offset: number): void {
    this.#released.get(offset)?.();
  }

  /** The line is lost, and taken anew by itself. */
  lose(offset: number, reason: string): void {
    this.taken.get(offset)?.trouble?.(reason);
  }

  #take(offset: number, options: GpioOptions): void {
    if (!this.#present) throw new AndasError("device", "this board shows no GPIO chip");
    if (this.taken.has(offset)) throw new AndasError("device", `GPIO${offset} is taken`);
    this.taken.set(offset, options);
  }
}
