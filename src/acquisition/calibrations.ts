import { z } from "zod";
import { type Calibration, calibrationFrom, type MeasuredCalibration, shownBy } from "../domain/calibration.js";
import type { Seconds } from "../domain/time.js";
import type { Section } from "../ports/section.js";
import type { ChannelFigures } from "../sensing/contact/channel-figures.js";
import type { PlannedDevice } from "./device-input.js";

const number = z.number();
const calibration = { offset_mv: number, gain: number };

/** As the state has them. */
export const CALIBRATIONS: z.ZodType<readonly MeasuredCalibration[]> = z.array(
  z.object({
    ...{ device: z.string(), channel: z.string(), at: number },
    ...{ ...calibration, known_mv: number, noise_mv: number, drift_mv_min: number, hum_mv: number.nullable() },
    card: z.object(calibration),
  }),
);

/** What was measured of one channel. */
export interface Measurement {
  readonly device: string;
  readonly channel: string;
  readonly figures: ChannelFigures;
  /** The voltage that was on it; undefined: its inputs were shorted. */
  readonly known: number | undefined;
  readonly at: Seconds;
}

/**
 * What the channels of converters were found to be off by: kept in the node's state, and used from then on, over restarts too. The card's
 * own word counts again once it changes.
 */
export class Calibrations {
  readonly #kept: Section<readonly MeasuredCalibration[]>;
  readonly #devices: ReadonlyMap<string, PlannedDevice["device"]>;
  /** What the card says, as the devices were made. */
  readonly #card = new Map<string, Calibration>();

  constructor(kept: Section<readonly MeasuredCalibration[]>, devices: readonly PlannedDevice[]) {
    this.#kept = kept;
    this.#devices = new Map(devices.map(({ name, device }) => [name, device]));
    for (const one of kept.value) {
      const card = this.#cardOf(one);
      if (card?.offset_mv === one.card.offset_mv && card.gain === one.card.gain)
        this.#devices.get(one.device)?.calibration?.set(one.channel, one);
    }
  }

  /** Can that channel be calibrated at all? */
  canBe({ device, channel }: Pick<Measurement, "device" | "channel">): boolean {
    return this.#devices.get(device)?.calibration?.of(channel) !== undefined;
  }

  /** Uses and keeps what follows from a measurement; undefined where no converter could be so far off, or that channel has no calibration. */
  take({ device, channel, figures, known, at }: Measurement): MeasuredCalibration | undefined {
    const own = this.#devices.get(device)?.calibration;
    const before = own?.of(channel);
    const card = this.#cardOf({ device, channel });
    if (own === undefined || before === undefined || card === undefined) return undefined;
    const found = calibrationFrom(shownBy(figures.mean, before), known, before);
    if (found === undefined) return undefined;
    const scale = found.gain / before.gain;
    const measured: MeasuredCalibration = {
      ...{ device, channel, at, ...found, known_mv: known ?? 0, card },
      noise_mv: figures.noise * scale,
      drift_mv_min: figures.drift * scale,
      hum_mv: figures.hum === undefined ? null : figures.hum * scale,
    };
    own.set(channel, found);
    const others = this.#kept.value.filter((one) => one.device !== device || one.channel !== channel);
    this.#kept.value = [...others, measured];
    return measured;
  }

  /** The latest of that channel, if its device is on the card still. */
  of(device: string, channel: string): MeasuredCalibration | undefined {
    return this.#kept.value.find((one) => one.device === device && one.channel === channel);
  }

  #cardOf({ device, channel }: Pick<Measurement, "device" | "channel">): Calibration | undefined {
    const key = `${device} ${channel}`;
    const known = this.#card.get(key) ?? this.#devices.get(device)?.calibration?.of(channel);
    if (known !== undefined) this.#card.set(key, known);
    return known;
  }
}
