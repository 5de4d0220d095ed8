import { messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Device } from "../ports/device.js";
import type { Log } from "../ports/log.js";

/** The lights and relays of the card: on for a moment, then off, by name. */
export class Outputs {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #outputs = new Map<string, { readonly device: Device; readonly off: Timer }>();

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Takes a device in, if it is one that can be driven. */
  add(name: string, device: Device): void {
    if (device.setOutput === undefined) return;
    const off = this.#clock.timer(`output ${name} off`, () => this.#set(name, false));
    this.#outputs.set(name, { device, off });
  }

  get names(): readonly string[] {
    return [...this.#outputs.keys()];
  }

  /** On now, off after `seconds`; a pulse during a pulse makes it longer. False when there is no such output. */
  pulse(name: string, seconds: Seconds): boolean {
    const output = this.#outputs.get(name);
    if (output === undefined) return false;
    this.#set(name, true);
    output.off.set(this.#clock.now() + seconds);
    return true;
  }

  #set(name: string, on: boolean): void {
    const work = this.#outputs.get(name)?.device.setOutput?.(on);
    if (work === undefined) return;
    this.#clock.hold(`output ${name}`, work).catch((error: unknown) => {
      this.#log("warn", `output ${name} could not be switched ${on ? "on" : "off"}: ${messageOf(error)}`);
    });
  }
}
