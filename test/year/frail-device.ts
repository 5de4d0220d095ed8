import { AndasError } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Device, DeviceDescription, DeviceSink } from "../../src/ports/device.js";

export type Trouble = "faulty" | "silent" | undefined;

/** A device that dies and returns: meanwhile it gives faults, or nothing at all, and cannot be opened. */
export class FrailDevice implements Device {
  readonly #device: Device;
  readonly #trouble: () => Trouble;

  constructor(device: Device, trouble: () => Trouble) {
    this.#device = device;
    this.#trouble = trouble;
  }

  async start(sink: DeviceSink): Promise<DeviceDescription> {
    if (this.#trouble() !== undefined) throw new AndasError("device", "it does not answer: look at its cable");
    return this.#device.start({
      row: (at, values) => this.#alive(sink, at) && sink.row(at, values),
      block: (first, period, values, rows) => this.#alive(sink, first) && sink.block(first, period, values, rows),
      described: (at, description) => sink.described(at, description),
      fault: (at, reason) => sink.fault(at, reason),
      called: (at) => sink.called(at),
      ended: () => sink.ended(),
    });
  }

  rest(): void {
    this.#device.rest();
  }

  wake(): void {
    this.#device.wake();
  }

  stop(): Promise<void> {
    return this.#device.stop();
  }

  #alive(sink: DeviceSink, at: Seconds): boolean {
    const trouble = this.#trouble();
    if (trouble === "faulty") sink.fault(at, "no answer");
    return trouble === undefined;
  }
}
