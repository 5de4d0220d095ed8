import { type Calibration, UNCALIBRATED } from "../../src/domain/calibration.js";
import type { DeviceCalibration } from "../../src/ports/device.js";
import type { Converter } from "./converter.js";
import { meaningOf, type Sensor, type Sensors } from "./sensors.js";

export type CalibrationByChannel = Readonly<Partial<Record<string, Calibration>>>;

/**
 * What conversions become: a row, one value a channel, each the mean of so many conversions, calibrated: millivolts, or what a sensor
 * means by them.
 *
 * A reading at an end of the scale is NaN: it says only that the voltage lies beyond, and a flat top would pass for life. It is told
 * when it begins.
 */
export class Readings implements DeviceCalibration {
  /** The row. NaN where nothing was read. */
  readonly values: Float64Array;
  readonly #chip: Pick<Converter, "millivolts" | "railOf">;
  readonly #channels: readonly string[];
  readonly #each: number;
  readonly #offsets: Float64Array;
  readonly #factors: Float64Array;
  readonly #sensors: readonly (Sensor | undefined)[];
  readonly #railed: Uint8Array;
  #sum = 0;
  #count = 0;
  #rail: -1 | 0 | 1 = 0;

  /** @param each conversions that make a reading */
  constructor(
    chip: Pick<Converter, "millivolts" | "railOf">,
    channels: readonly string[],
    each: number,
    calibration: CalibrationByChannel,
    sensors: Sensors = {},
  ) {
    this.#chip = chip;
    this.#channels = channels;
    this.#each = each;
    this.values = new Float64Array(channels.length);
    this.#offsets = Float64Array.from(channels, (name) => (calibration[name] ?? UNCALIBRATED).offset_mv);
    this.#factors = Float64Array.from(channels, (name) => (calibration[name] ?? UNCALIBRATED).gain);
    this.#sensors = channels.map((name) => sensors[name]);
    this.#railed = new Uint8Array(channels.length);
  }

  of(channel: string): Calibration | undefined {
    const i = this.#channels.indexOf(channel);
    return i < 0 ? undefined : { offset_mv: this.#offsets[i]!, gain: this.#factors[i]! };
  }

  set(channel: string, { offset_mv, gain }: Calibration): void {
    const i = this.#channels.indexOf(channel);
    if (i < 0) return;
    this.#offsets[i] = offset_mv;
    this.#factors[i] = gain;
  }

  /** A row begins. */
  begin(): void {
    this.values.fill(Number.NaN);
    this.#sum = 0;
    this.#count = 0;
    this.#rail = 0;
  }

  /** One conversion more of the current channel. Gives whether its reading is complete. */
  add(code: number): boolean {
    this.#rail = this.#rail || this.#chip.railOf(code);
    this.#sum += this.#chip.millivolts(code);
    return ++this.#count >= this.#each;
  }

  /** Ends the reading of channel `i`. Gives the rail (1 or -1) at which it has just come to stand, 0 otherwise. */
  end(i: number): -1 | 0 | 1 {
    const rail = this.#rail;
    const begins = rail !== 0 && this.#railed[i] === 0;
    this.#railed[i] = rail === 0 ? 0 : 1;
    if (rail === 0) {
      const mv = (this.#sum / this.#count - this.#offsets[i]!) * this.#factors[i]!;
      const sensor = this.#sensors[i];
      this.values[i] = sensor === undefined ? mv : meaningOf(sensor, mv);
    }
    this.#sum = 0;
    this.#count = 0;
    this.#rail = 0;
    return begins ? rail : 0;
  }
}
