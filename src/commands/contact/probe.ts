import type { PlannedDevice } from "../../acquisition/device-input.js";
import type { ContactFigures } from "../../domain/contact.js";
import { meansChannel } from "../../domain/electrode.js";
import { isAndasError } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { DeviceDescription, DeviceSink } from "../../ports/device.js";
import { CONTACT_SPAN, contactOf } from "../../sensing/contact/contact.js";
import { SampleWindow } from "../../sensing/contact/sample-window.js";

/** One electrode, as it is now. */
export interface Looked {
  readonly electrode: string;
  readonly figures: ContactFigures | undefined;
  /** Why there is nothing to say. */
  readonly trouble: string | undefined;
}

/** One device, heard for the sake of its contacts. */
export class Probe implements DeviceSink {
  readonly #planned: PlannedDevice;
  #channels: { readonly name: string; readonly index: number; readonly window: SampleWindow }[] = [];
  #rate = 0;
  #width = 0;
  #now: Seconds = 0;
  #trouble: string | undefined;

  constructor(planned: PlannedDevice) {
    this.#planned = planned;
  }

  /** What is not there is told in its line. @throws whatever else is wrong */
  async start(): Promise<void> {
    try {
      this.#takeUp(await this.#planned.device.start(this));
    } catch (error) {
      if (!isAndasError(error, "device")) throw error;
      this.#trouble = error.message;
    }
  }

  async stop(): Promise<void> {
    await this.#planned.device.stop();
  }

  look(): Looked[] {
    const trouble = this.#trouble;
    if (this.#channels.length === 0)
      return trouble === undefined ? [] : [{ electrode: this.#planned.name, figures: undefined, trouble }];
    return this.#channels.map(({ name, window }) => {
      const { times, values } = window.after(this.#now - CONTACT_SPAN);
      const figures = contactOf(times, values, this.#rate);
      return { electrode: name, figures, trouble: figures && trouble };
    });
  }

  row(at: Seconds, values: Float64Array): void {
    this.#take(at, values, 0);
  }

  block(first: Seconds, period: Seconds, values: Float64Array, rows: number): void {
    for (let row = 0; row < rows; row++) this.#take(first + row * period, values, row * this.#width);
  }

  described(_: Seconds, description: DeviceDescription): void {
    this.#takeUp(description);
  }

  fault(_: Seconds, reason: string): void {
    this.#trouble = reason;
  }

  called(): void {}

  ended(): void {}

  #take(at: Seconds, values: Float64Array, from: number): void {
    this.#now = at;
    for (const { index, window } of this.#channels) window.push(at, values[from + index]!);
  }

  #takeUp({ channels, rate }: DeviceDescription): void {
    const { electrodes } = this.#planned;
    this.#rate = rate;
    this.#width = channels.length;
    this.#channels = channels.flatMap(({ name: channel, role }, index) => {
      const named = electrodes.find((electrode) => meansChannel(electrode.channel, channel))?.name;
      const name = electrodes.length === 0 && role === "electrode" ? channel : named;
      return name === undefined ? [] : [{ name, index, window: new SampleWindow() }];
    });
  }
}
