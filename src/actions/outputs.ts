import { AndasError, messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Device } from "../ports/device.js";
import type { Log } from "../ports/log.js";

interface Output {
  readonly device: Device;
  readonly off: Timer;
  /** What it goes back to after a pulse. */
  level: boolean;
}

/** The lights and relays of the card, by name: on for a moment, or on till somebody says otherwise. Off when the node stops. */
export class Outputs {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #outputs = new Map<string, Output>();
  readonly #status: string[] = [];

  /** @param devices of the card: those that can be driven are outputs */
  constructor(clock: Clock, log: Log, devices: readonly { readonly name: string; readonly device: Device }[]) {
    this.#clock = clock;
    this.#log = log;
    for (const { name, device } of devices) if (device.setOutput !== undefined) this.#add(name, device);
  }

  #add(name: string, device: Device): void {
    const output: Output = {
      device,
      level: false,
      off: this.#clock.timer(`output ${name} off`, () => {
        this.#set(name, output, output.level).catch((error: unknown) => this.#log("warn", messageOf(error)));
      }),
    };
    this.#outputs.set(name, output);
    if (device.showsStatus) this.#status.push(name);
  }

  get names(): readonly string[] {
    return [...this.#outputs.keys()];
  }

  /** Those that show how the node is. */
  get status(): readonly string[] {
    return this.#status;
  }

  /**
   * On now, and after `seconds` as it was; a pulse during a pulse makes it longer.
   * @throws AndasError `device`: there is no such output, or (later) it could not be switched.
   */
  pulse(name: string, seconds: Seconds): Promise<void> {
    const output = this.#named(name);
    output.off.set(this.#clock.now() + seconds);
    return this.#set(name, output, true);
  }

  /**
   * On or off till somebody says otherwise; a pulse under way is over.
   * @throws AndasError `device`: there is no such output, or (later) it could not be switched.
   */
  level(name: string, on: boolean): Promise<void> {
    const output = this.#named(name);
    output.level = on;
    output.off.cancel();
    return this.#set(name, output, on);
  }

  /** All off: nothing stays lit by a node that is gone. Never throws. */
  async stop(): Promise<void> {
    for (const [name, output] of this.#outputs) {
      if (!output.level && output.off.due === undefined) continue;
      await this.level(name, false).catch((error: unknown) => this.#log("warn", messageOf(error)));
    }
  }

  #named(name: string): Output {
    const output = this.#outputs.get(name);
    if (output !== undefined) return output;
    const known = this.names.join(", ") || "none";
    throw new AndasError("device", `there is no output "${name}", the card has ${known}: mend reflexes.json`);
  }

  async #set(name: string, { device }: Output, on: boolean): Promise<void> {
    try {
      await this.#clock.hold(`output ${name}`, device.setOutput?.(on) ?? Promise.resolve());
    } catch (error) {
      const what = `output ${name} could not be switched ${on ? "on" : "off"}`;
      throw new AndasError("device", `${what}: ${messageOf(error)}`, error);
    }
  }
}
