import { z } from "zod";
import type { Seconds } from "../src/domain/time.js";
import type { Timer } from "../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { GpioInput } from "../src/ports/gpio.js";
import { GPIO_FIELDS, takenLine } from "./gpio-fields.js";

const schema = z.strictObject({
  ...GPIO_FIELDS,
  active_low: z.boolean().default(true).describe("The bucket's switch pulls the line to ground."),
  debounce_ms: z
    .int()
    .min(0)
    .max(1000)
    .default(50)
    .describe("How long the level must stand still to count, in milliseconds: a reed switch bounces."),
  mm_per_tip: z
    .number()
    .positive()
    .max(10)
    .default(0.2794)
    .describe("What one tip of the bucket is worth, in mm of rain; it is printed on the gauge."),
  every_s: z.int().min(1).max(3600).default(60).describe("Seconds from row to row; each says what fell in between."),
});

export type RainGaugeConfig = z.infer<typeof schema>;

/** A bucket that tips. */
export const rainGauge: DeviceKind<RainGaugeConfig> = {
  kind: "rain-gauge",
  summary: "a rain gauge with a tipping bucket on a GPIO",
  capabilities: ["environment"],
  packages: ["onoff"],
  simulated: false,
  schema,
  takes: takenLine,
  channels: () => ["rain"],
  create: (config, ports) => new RainGauge(config, ports),
};

/** Counts in every phase, rests included: the first row after one says what fell meanwhile. */
class RainGauge implements Device {
  readonly #config: RainGaugeConfig;
  readonly #ports: DevicePorts;
  readonly #timer: Timer;
  readonly #values = new Float64Array(1);
  #input: GpioInput | undefined;
  #sink: DeviceSink | undefined;
  #tips = 0;

  constructor(config: RainGaugeConfig, ports: DevicePorts) {
    this.#config = config;
    this.#ports = ports;
    this.#timer = ports.clock.timer(`${ports.name} row`, () => this.#row());
  }

  /** @throws AndasError `device` or `addon` */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    const { line, active_low: activeLow, chip, debounce_ms: debounceMs, every_s: every } = this.#config;
    const { clock, gpio, name } = this.#ports;
    const options = { activeLow, debounceMs, ...(chip !== undefined && { chip }) };
    this.#input ??= await clock.hold(
      name,
      gpio.button(line, options, () => this.#tips++),
    );
    this.#sink = sink;
    this.wake();
    return { channels: [{ name: "rain", role: "rain" }], rate: 1 / every, origin: 0 };
  }

  rest(): void {
    this.#timer.cancel();
  }

  wake(): void {
    const { every_s: every } = this.#config;
    if (this.#sink) this.#timer.set((Math.floor(this.#ports.clock.now() / every) + 1) * every);
  }

  async stop(): Promise<void> {
    const input = this.#input;
    this.#input = undefined;
    this.#sink = undefined;
    this.#timer.cancel();
    if (input) await this.#ports.clock.hold(this.#ports.name, input.close());
  }

  #row(): void {
    const at: Seconds = this.#ports.clock.now();
    this.#values[0] = this.#tips * this.#config.mm_per_tip;
    this.#tips = 0;
    this.#sink?.row(at, this.#values);
    this.wake();
  }
}
