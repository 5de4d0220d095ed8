import { z } from "zod";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { GpioOutput } from "../src/ports/gpio.js";
import { GPIO_FIELDS, takenLine } from "./gpio-fields.js";

const schema = z.strictObject({
  ...GPIO_FIELDS,
  shows: z
    .enum(["nothing", "status"])
    .default("nothing")
    .describe(
      "`status`: how the node is, in flashes that can be counted. `nothing`: what reflexes switch, and no more.",
    ),
});

export type LedConfig = z.infer<typeof schema>;

/** A LED, or whatever else one line switches. */
export const led: DeviceKind<LedConfig> = {
  kind: "led",
  summary: "a LED (or anything that one line switches) on a GPIO",
  capabilities: ["output"],
  packages: ["onoff"],
  simulated: false,
  schema,
  takes: takenLine,
  create: (config, ports) => new Led(config, ports),
};

/** Off when it starts, off when it stops. A rest leaves it as it is: who lit it decides for how long. */
class Led implements Device {
  readonly showsStatus: boolean;
  readonly #config: LedConfig;
  readonly #ports: DevicePorts;
  #output: GpioOutput | undefined;

  constructor(config: LedConfig, ports: DevicePorts) {
    this.showsStatus = config.shows === "status";
    this.#config = config;
    this.#ports = ports;
  }

  /** @throws AndasError `device` or `addon` */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    const { line, active_low: activeLow, chip } = this.#config;
    const { clock, gpio, name } = this.#ports;
    const trouble = (reason: string) => sink.fault(clock.now(), reason);
    const options = { activeLow, trouble, ...(chip !== undefined && { chip }) };
    this.#output ??= await clock.hold(name, gpio.output(line, options));
    return { channels: [], rate: 0, origin: 0 };
  }

  rest(): void {}

  wake(): void {}

  async stop(): Promise<void> {
    const output = this.#output;
    this.#output = undefined;
    if (output) await this.#ports.clock.hold(this.#ports.name, output.close());
  }

  /** Does nothing while it is not started. Rejects with what the system says when the line fails. */
  async setOutput(on: boolean): Promise<void> {
    if (this.#output) await this.#ports.clock.hold(this.#ports.name, this.#output.set(on));
  }
}
