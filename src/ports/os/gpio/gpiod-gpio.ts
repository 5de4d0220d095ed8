import { AndasError, messageOf } from "../../../domain/errors.js";
import type { Clock } from "../../clock.js";
import type { Gpio, GpioInput, GpioOptions, GpioOutput } from "../../gpio.js";
import type { Programs } from "../../programs.js";
import { chipOfLine } from "./chips.js";
import { Debounce } from "./debounce.js";
import { type GpiodTools, gpiodChips, gpiodTools, type LineWish } from "./gpiod-tools.js";
import { KeptProgram, type KeptProgramParts } from "./kept-program.js";

/**
 * GPIO by libgpiod's `gpiomon` and `gpioset`, a child process for each line: for kernels without /sys/class/gpio. A line that changes its
 * level is free for some milliseconds; what reads or drives a bus wants more than this.
 */
export class GpiodGpio implements Gpio {
  readonly #clock: Clock;
  readonly #programs: Programs;

  constructor(clock: Clock, programs: Programs) {
    this.#clock = clock;
    this.#programs = programs;
  }

  async output(offset: number, options: GpioOptions = {}): Promise<GpioOutput> {
    const { tools, line } = await this.#find(offset, options);
    let level = false;
    const holder = this.#keep(tools, offset, options, { command: () => tools.hold(line, level), line: () => {} });
    await begin(holder, offset);
    const set = async (on: boolean) => {
      if (on === level) return;
      level = on;
      await begin(holder, offset);
    };
    return {
      set,
      close: async () => {
        // What a line does that nobody holds is the driver's choice: it is left as it should be.
        await set(false).catch(() => {});
        await holder.stop();
      },
    };
  }

  async button(
    offset: number,
    options: GpioOptions & { debounceMs: number },
    pressed: () => void,
    released?: () => void,
  ): Promise<GpioInput> {
    const { tools, line } = await this.#find(offset, options);
    const told = (on: boolean) => (on ? pressed() : released?.());
    const ours = !tools.debounces && options.debounceMs > 0;
    const debounce = ours ? new Debounce(this.#clock, options.debounceMs / 1000, told) : undefined;
    const edges = ours || released !== undefined ? "both" : "rising";
    const watcher = this.#keep(tools, offset, options, {
      command: () => tools.watch(line, edges, options.debounceMs),
      line: (text) => {
        const on = tools.edge(text);
        if (on === undefined) return;
        if (debounce) debounce.edge(on);
        else told(on);
      },
    });
    await begin(watcher, offset);
    return {
      close: async () => {
        debounce?.stop();
        await watcher.stop();
      },
    };
  }

  /** Chips are asked for each time: another may have come. */
  async #find(offset: number, options: GpioOptions): Promise<{ tools: GpiodTools; line: LineWish }> {
    const tools = await gpiodTools(this.#programs);
    const chips = await gpiodChips(this.#programs);
    if (chips.length === 0)
      throw new AndasError(
        "device",
        "this board has no GPIO chip that may be opened: add the node's user to the group gpio, or take the LED or button off the card",
      );
    const { file } = chipOfLine(chips, offset, options.chip);
    return { tools, line: { chip: file, offset, activeLow: options.activeLow ?? false } };
  }

  #keep(
    { announces }: GpiodTools,
    offset: number,
    { trouble }: GpioOptions,
    what: Pick<KeptProgramParts, "command" | "line">,
  ): KeptProgram {
    const died = (how: string) => trouble?.(`GPIO${offset} was lost, and is taken anew: ${how}`);
    const name = `GPIO${offset}`;
    return new KeptProgram({ clock: this.#clock, programs: this.#programs, name, announces, died, ...what });
  }
}

async function begin(program: KeptProgram, offset: number): Promise<void> {
  try {
    await program.start();
  } catch (error) {
    throw new AndasError("device", whyNot(`GPIO${offset}`, messageOf(error)), error);
  }
}

function whyNot(line: string, complaint: string): string {
  if (complaint.includes("resource busy"))
    return `${line} is taken by a driver or another program (\`gpioinfo\` says which): use another line, or free it`;
  if (complaint.includes("ermission denied")) return `${line} may not be used: add the node's user to the group gpio`;
  return `${line} cannot be used: ${complaint}`;
}
