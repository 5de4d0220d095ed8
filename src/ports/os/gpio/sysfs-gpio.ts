import { AndasError, messageOf, systemCode } from "../../../domain/errors.js";
import type { Gpio, GpioInput, GpioOptions, GpioOutput } from "../../gpio.js";
import type { LoadAddon } from "../addons.js";
import { chipOfLine, type SysfsChip } from "./chips.js";

/** What is used of onoff. Said here, for where it could not be compiled it is not installed, and andas must build all the same. */
interface OnoffGpio {
  write(value: 0 | 1): Promise<void>;
  watch(changed: (error: Error | null | undefined, value: 0 | 1) => void): void;
  unexport(): void;
}

type OnoffLine = new (
  line: number,
  direction: "in" | "low" | "high",
  edge: "none" | "rising" | "both",
  options: { activeLow: boolean; debounceTimeout?: number },
) => OnoffGpio;

type OnoffPackage = { Gpio: OnoffLine };

/** GPIO by onoff, through /sys/class/gpio: one step from an edge to us. onoff is loaded when the first line is taken. */
export class SysfsGpio implements Gpio {
  readonly #chips: readonly SysfsChip[];
  readonly #load: LoadAddon;

  /** @param chips at least one */
  constructor(chips: readonly SysfsChip[], load: LoadAddon) {
    this.#chips = chips;
    this.#load = load;
  }

  async output(offset: number, options: GpioOptions = {}): Promise<GpioOutput> {
    const line = await this.#take(offset, options, (Line, number) => {
      // `low` and `high` set direction and level in one step, without a flash; they speak of the wire, not of on and off.
      return new Line(number, options.activeLow ? "high" : "low", "none", { activeLow: options.activeLow ?? false });
    });
    return {
      set: (on) => line.write(on ? 1 : 0),
      close: async () => {
        await line.write(0);
        line.unexport();
      },
    };
  }

  async button(
    offset: number,
    options: GpioOptions & { debounceMs: number },
    pressed: () => void,
    released?: () => void,
  ): Promise<GpioInput> {
    const line = await this.#take(offset, options, (Line, number) => {
      // With `active_low` the kernel turns edges around too: rising is always the press.
      return new Line(number, "in", released === undefined ? "rising" : "both", {
        activeLow: options.activeLow ?? false,
        debounceTimeout: options.debounceMs,
      });
    });
    line.watch((error, value) => {
      if (error) return;
      if (value === 1) pressed();
      else released?.();
    });
    return { close: async () => line.unexport() };
  }

  /** Kernels from 6.6 on number lines from 512, older ones from 0 or elsewhere, so the chip's base is always asked for. */
  async #take(
    offset: number,
    options: GpioOptions,
    make: (Line: OnoffLine, number: number) => OnoffGpio,
  ): Promise<OnoffGpio> {
    const number = chipOfLine(this.#chips, offset, options.chip).base + offset;
    const { Gpio: Line } = (await this.#load("onoff")) as OnoffPackage;
    try {
      return make(Line, number);
    } catch (error) {
      throw new AndasError("device", whyNot(offset, number, error), error);
    }
  }
}

function whyNot(offset: number, number: number, error: unknown): string {
  const line = `GPIO${offset} (line ${number} of the kernel)`;
  switch (systemCode(error)) {
    case "EBUSY":
      return `${line} is taken by a driver or another program: use another line, or free it`;
    case "EACCES":
      return `${line} may not be used: add the node's user to the group gpio`;
    default:
      return `${line} cannot be used: ${messageOf(error)}`;
  }
}
