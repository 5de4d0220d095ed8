import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../../../domain/errors.js";
import type { Clock } from "../../clock.js";
import type { Gpio, GpioInput, GpioOptions, GpioOutput } from "../../gpio.js";
import type { Programs } from "../../programs.js";
import { type LoadAddon, loadAddon } from "../addons.js";
import { OsPrograms } from "../programs.js";
import { sysfsChips } from "./chips.js";
import { GpiodGpio } from "./gpiod-gpio.js";
import { SysfsGpio } from "./sysfs-gpio.js";

/**
 * GPIO as this kernel has it: through /sys/class/gpio where it is, else by libgpiod's tools. Which one is seen when a line is taken.
 * `root` is where chips are looked up.
 */
export class OsGpio implements Gpio {
  readonly #root: string;
  readonly #load: LoadAddon;
  readonly #gpiod: GpiodGpio;

  constructor(clock: Clock, world: { root?: string; load?: LoadAddon; programs?: Programs } = {}) {
    this.#root = world.root ?? "/";
    this.#load = world.load ?? loadAddon;
    this.#gpiod = new GpiodGpio(clock, world.programs ?? new OsPrograms());
  }

  async output(offset: number, options?: GpioOptions): Promise<GpioOutput> {
    return (await this.#way()).output(offset, options);
  }

  async button(
    offset: number,
    options: GpioOptions & { debounceMs: number },
    pressed: () => void,
    released?: () => void,
  ): Promise<GpioInput> {
    return (await this.#way()).button(offset, options, pressed, released);
  }

  /** A service may be shut out of /sys, where the kernel has its pins all the same. */
  #isReadOnly(): Promise<boolean> {
    return access(join(this.#root, "sys/class/gpio/export"), constants.W_OK).then(
      () => false,
      (error: unknown) => systemCode(error) === "EROFS",
    );
  }

  async #way(): Promise<Gpio> {
    const chips = (await this.#isReadOnly()) ? [] : await sysfsChips(this.#root);
    return chips.length > 0 ? new SysfsGpio(chips, this.#load) : this.#gpiod;
  }
}
