import type { Covariate, CovariateState } from "../domain/covariate.js";
import { nameFrom } from "../domain/electrode.js";
import type { Noticed } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { Channel } from "../ports/device.js";
import { EnvironmentSense } from "../sensing/environment/environment-sense.js";

/** Who hears of covariates. */
export interface CovariateListener {
  percept(noticed: Noticed): void;
  /** There will be one more. Gives the name that it has from now on: no other may have it. */
  named(covariate: Covariate): string;
  /** There are more than before. */
  added(): void;
  /** One value, NaN where missing: hot. */
  value(name: string, at: Seconds, value: number): void;
}

interface CovariateChannel {
  /** Its place in a row; -1 while the device has it no more. */
  index: number;
  readonly covariate: Covariate;
  readonly sense: EnvironmentSense;
  last: number;
}

/** The channels of one device that are no electrode: temperature, humidity, moisture, light, rain. */
export class CovariateChannels {
  readonly #device: string;
  readonly #listener: CovariateListener;
  readonly #channels: CovariateChannel[] = [];

  constructor(device: string, listener: CovariateListener) {
    this.#device = device;
    this.#listener = listener;
  }

  get count(): number {
    return this.#channels.length;
  }

  get states(): readonly CovariateState[] {
    return this.#channels.map(({ covariate, last }) => ({ covariate, last }));
  }

  /** Where in a row each stands from now on. @param isElectrode the card makes one of that channel */
  takeUp(channels: readonly Channel[], isElectrode: (channel: string) => boolean): void {
    const before = this.count;
    for (const channel of this.#channels) channel.index = -1;
    for (const [index, { name: channel, role }] of channels.entries()) {
      if (role === "electrode" || isElectrode(channel)) continue;
      const known = this.#channels.find(({ covariate: one }) => one.channel === channel && one.quantity === role);
      if (known !== undefined) known.index = index;
      else this.#add(index, { name: nameFrom(channel, role), device: this.#device, channel, quantity: role });
    }
    if (this.count > before) this.#listener.added();
  }

  #add(index: number, wanted: Covariate): void {
    const covariate = { ...wanted, name: this.#listener.named(wanted) };
    const sense = new EnvironmentSense(covariate, (noticed) => this.#listener.percept(noticed));
    this.#channels.push({ index, covariate, sense, last: Number.NaN });
  }

  /** One row, which begins at `from` of `values`; `keep` gets each value with its place among the covariates. Hot. */
  take(at: Seconds, values: Float64Array, from: number, keep: (place: number, value: number) => void): void {
    for (let i = 0; i < this.#channels.length; i++) {
      const channel = this.#channels[i]!;
      const value = channel.index < 0 ? Number.NaN : values[from + channel.index]!;
      channel.last = value;
      keep(i, value);
      this.#listener.value(channel.covariate.name, at, value);
      channel.sense.push(at, value);
    }
  }
}
