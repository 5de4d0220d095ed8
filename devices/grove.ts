import { z } from "zod";
import type { Seconds } from "../src/domain/time.js";
import { DAY, HOUR, MINUTE, spoken } from "../src/domain/time.js";
import type { Timer } from "../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../src/ports/device.js";
import { GroveSignal } from "./grove/grove-signal.js";

const schema = z.strictObject({
  electrodes: z.number().int().min(1).max(64).default(4).describe("How many electrodes: e1, e2 and so on."),
  rate_hz: z.number().min(0.01).max(1000).default(1).describe("Samples a second on each electrode, in Hz."),
  activity: z
    .number()
    .min(0)
    .max(20)
    .default(3)
    .describe("How lively it is: 1 as the real fungus, 3 with pauses a third as long, 0 without any spike."),
  settle_minutes: z
    .number()
    .min(0)
    .max(1440)
    .default(20)
    .describe("Time constant with which fresh electrodes settle, in minutes (real ones: hours); 0 for none."),
  disturbance: z
    .number()
    .min(0)
    .max(20)
    .default(1)
    .describe("How often there are steps, pops, gaps and hands: 1 as usual, 0 never."),
});

export type GroveConfig = z.infer<typeof schema>;

/** A grove that is simulated: the same seed gives the same grove. */
export const grove: DeviceKind<GroveConfig> = {
  kind: "grove",
  summary: "a simulated grove, for those who have none at hand",
  capabilities: ["electrodes"],
  packages: [],
  simulated: true,
  schema,
  channels: channelsOf,
  create: (config, ports) => new GroveDevice(config, ports),
};

function channelsOf({ electrodes }: Pick<GroveConfig, "electrodes">): readonly string[] {
  return Array.from({ length: electrodes }, (_, i) => `e${i + 1}`);
}

/** If the clock leaps further (it was set right, the laptop slept), the grove goes on from there instead of living through it. */
const LONGEST_CATCH_UP: Seconds = HOUR;

/** So long it grows on while nobody looks. */
const LONGEST_REST: Seconds = DAY;

class GroveDevice implements Device {
  readonly #config: GroveConfig;
  readonly #ports: DevicePorts;
  readonly #timer: Timer;
  readonly #values: Float64Array;
  #sink: DeviceSink | undefined;
  #signal: GroveSignal | undefined;
  /** When sample 0 was, or would have been. */
  #zero: Seconds = 0;
  #count = 0;
  #resting = false;
  #stopped = false;

  constructor(config: GroveConfig, ports: DevicePorts) {
    this.#config = config;
    this.#ports = ports;
    this.#values = new Float64Array(config.electrodes);
    this.#timer = ports.clock.timer(`grove ${ports.name}`, () => this.#due());
  }

  async start(sink: DeviceSink): Promise<DeviceDescription> {
    const { electrodes, rate_hz: rate, activity, settle_minutes: settle, disturbance } = this.#config;
    this.#sink = sink;
    if (!this.#signal) {
      const options = { electrodes, rate, activity, settle: settle * MINUTE, disturbance };
      this.#signal = new GroveSignal(options, this.#ports.random);
      this.#zero = this.#ports.clock.now();
      this.#timer.set(this.#zero);
    }
    const channels = channelsOf(this.#config).map((name) => ({ name, role: "electrode" as const }));
    return { channels, rate, origin: 0 };
  }

  /** Nobody looks meanwhile: it grows on all the same, and nothing wakes the processor. */
  rest(): void {
    this.#resting = true;
    this.#timer.cancel();
  }

  wake(): void {
    if (!this.#resting) return;
    this.#resting = false;
    if (this.#signal === undefined || this.#stopped) return;
    this.#growUnseen(this.#signal);
    this.#timer.set(this.#next());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer.cancel();
  }

  #due(): void {
    const now = this.#ports.clock.now();
    let at = this.#next();
    if (now - at > LONGEST_CATCH_UP) {
      this.#sink?.fault(at, `the clock leapt by ${spoken(now - at)}`);
      this.#zero += now - at;
      at = now;
    }
    while (at <= now && !this.#stopped && !this.#resting) {
      this.#signal?.next(this.#values);
      this.#sink?.row(at, this.#values);
      this.#count++;
      at = this.#next();
    }
    if (!this.#stopped && !this.#resting) this.#timer.set(at);
  }

  /** To the present; what lies further back than anybody rests was a leap of the clock, and is left out. */
  #growUnseen(signal: GroveSignal): void {
    const now = this.#ports.clock.now();
    if (now - this.#next() > LONGEST_REST) this.#zero += now - this.#next();
    for (; this.#next() < now; this.#count++) signal.next(this.#values);
  }

  #next(): Seconds {
    return this.#zero + this.#count / this.#config.rate_hz;
  }
}
