import { z } from "zod";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { GpioInput } from "../src/ports/gpio.js";
import { GPIO_FIELDS, takenLine } from "./gpio-fields.js";

const schema = z.strictObject({
  ...GPIO_FIELDS,
  active_low: z
    .boolean()
    .default(true)
    .describe("Pressed is the low level, as of a button between the line and ground."),
  debounce_ms: z
    .int()
    .min(0)
    .max(1000)
    .default(30)
    .describe("How long the level must stand still to count, in milliseconds."),
});

export type ButtonConfig = z.infer<typeof schema>;

/** A button, or the alarm line of a comparator: whatever calls. */
export const button: DeviceKind<ButtonConfig> = {
  kind: "button",
  summary: "a button (or the alarm line of a comparator) on a GPIO",
  capabilities: ["button"],
  packages: ["onoff"],
  simulated: false,
  schema,
  takes: takenLine,
  create: (config, ports) => new Button(config, ports),
};

/** Calls in every phase, rest included: ending a rest early is what it is for. */
class Button implements Device {
  readonly #config: ButtonConfig;
  readonly #ports: DevicePorts;
  #input: GpioInput | undefined;
  #sink: DeviceSink | undefined;

  constructor(config: ButtonConfig, ports: DevicePorts) {
    this.#config = config;
    this.#ports = ports;
  }

  /** @throws AndasError `device` or `addon` */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    const { line, active_low: activeLow, chip, debounce_ms: debounceMs } = this.#config;
    const { clock, gpio, name } = this.#ports;
    this.#sink = sink;
    this.#input ??= await clock.hold(
      name,
      gpio.button(line, { activeLow, debounceMs, ...(chip !== undefined && { chip }) }, () =>
        this.#sink?.called(clock.now()),
      ),
    );
    return { channels: [], rate: 0, origin: 0 };
  }

  rest(): void {}

  wake(): void {}

  async stop(): Promise<void> {
    const input = this.#input;
    this.#input = undefined;
    this.#sink = undefined;
    if (input) await this.#ports.clock.hold(this.#ports.name, input.close());
  }
}
