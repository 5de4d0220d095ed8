import { z } from "zod";
import { MINUTE, type Seconds } from "../src/domain/time.js";
import type { Timer } from "../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import type { GpioInput } from "../src/ports/gpio.js";
import { GPIO_FIELDS, takenLine } from "./gpio-fields.js";

/** From here on a press is a long one; what is held longer than the second is held by nobody. */
const LONG: Seconds = 3;
const STUCK: Seconds = 10;

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
  long_press: z
    .enum(["nothing", "halt", "visit"])
    .default("nothing")
    .describe(
      "`halt`: held for 3 to 10 s and let go, the node exhales once more and the board is switched off. `visit`: so held, a visit begins, or ends (src/visit/README.md). `nothing`: every press is the same.",
    ),
  visit_minutes: z.int().min(1).max(120).default(20).describe("How long a visit lasts that `long_press` begins."),
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
  /** It is held longer than anybody would. */
  readonly #stuck: Timer;
  /** Since when it is held; undefined while it is not, and of one that is stuck. */
  #since: Seconds | undefined;
  #input: GpioInput | undefined;
  #sink: DeviceSink | undefined;

  constructor(config: ButtonConfig, ports: DevicePorts) {
    this.#config = config;
    this.#ports = ports;
    this.#stuck = ports.clock.timer(`${ports.name} stuck`, () => {
      this.#since = undefined;
      this.#fault(`is held for more than ${STUCK} s: it is stuck, or its line hangs loose; nothing is done`);
    });
  }

  /** @throws AndasError `device` or `addon` */
  async start(sink: DeviceSink): Promise<DeviceDescription> {
    const { clock, name } = this.#ports;
    this.#sink = sink;
    this.#input ??= await clock.hold(name, this.#open());
    return { channels: [], rate: 0, origin: 0 };
  }

  rest(): void {}

  wake(): void {}

  async stop(): Promise<void> {
    const input = this.#input;
    this.#input = undefined;
    this.#sink = undefined;
    this.#stuck.cancel();
    if (input) await this.#ports.clock.hold(this.#ports.name, input.close());
  }

  /** Where a long press means something, it is known at its end which one it was; otherwise its beginning is enough. */
  #open(): Promise<GpioInput> {
    const { line, active_low: activeLow, chip, debounce_ms: debounceMs, long_press } = this.#config;
    const { clock, gpio } = this.#ports;
    const trouble = (reason: string) => this.#fault(reason);
    const options = { activeLow, debounceMs, trouble, ...(chip !== undefined && { chip }) };
    if (long_press === "nothing") return gpio.button(line, options, () => this.#sink?.called(clock.now()));
    const pressed = () => this.#pressed();
    return gpio.button(line, options, pressed, () => this.#released());
  }

  #pressed(): void {
    this.#since = this.#ports.clock.now();
    this.#stuck.set(this.#since + STUCK);
  }

  #released(): void {
    const now = this.#ports.clock.now();
    const since = this.#since;
    this.#since = undefined;
    this.#stuck.cancel();
    if (since === undefined) return;
    if (now - since < LONG) this.#sink?.called(now);
    else this.#heldLong(now);
  }

  #heldLong(now: Seconds): void {
    const { long_press, visit_minutes } = this.#config;
    if (long_press === "visit") this.#sink?.visit?.(now, visit_minutes * MINUTE);
    else this.#sink?.halt?.(now);
  }

  #fault(reason: string): void {
    this.#sink?.fault(this.#ports.clock.now(), reason);
  }
}
