import type { PlannedDevice } from "../../src/acquisition/device-input.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Clock, Timer } from "../../src/ports/clock.js";
import type { Device, DeviceDescription, DeviceSink } from "../../src/ports/device.js";

/** One electrode `e1` and one `e2` at a hertz, as steady as a test wants; it can be broken and mended. */
export class ScriptedDevice implements Device {
  /** While true, it gives faults instead of rows. */
  broken = false;
  resting = false;
  /** Rows given, rests left out. */
  given = 0;
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #values = new Float64Array(2);
  #sink: DeviceSink | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#timer = clock.timer("scripted", () => this.#tick());
  }

  /** As it stands on the card, under the name `probe`. */
  planned(listening: PlannedDevice["listening"] = "continuous"): PlannedDevice {
    return { name: "probe", device: this, listening, electrodes: [] };
  }

  async start(sink: DeviceSink): Promise<DeviceDescription> {
    this.#sink = sink;
    this.#timer.set(this.#clock.now() + 1);
    const channels = ["e1", "e2"].map((name) => ({ name, role: "electrode" as const }));
    return { channels, rate: 1, origin: 0 };
  }

  rest(): void {
    this.resting = true;
  }

  wake(): void {
    this.resting = false;
  }

  async stop(): Promise<void> {
    this.#timer.cancel();
  }

  #tick(): void {
    const now: Seconds = this.#clock.now();
    this.#timer.set(now + 1);
    if (this.resting) return;
    if (this.broken) {
      this.#sink?.fault(now, "no answer");
      return;
    }
    this.given++;
    this.#values[0] = 0.01 * Math.sin(this.given);
    this.#values[1] = this.given % 7 === 0 ? Number.NaN : this.given;
    this.#sink?.row(now, this.#values);
  }
}
