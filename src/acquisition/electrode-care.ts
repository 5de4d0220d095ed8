import type { MeasuredCalibration } from "../domain/calibration.js";
import type { ContactFigures } from "../domain/contact.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import { figuresOf } from "../sensing/contact/channel-figures.js";
import { CONTACT_SPAN, contactOf } from "../sensing/contact/contact.js";
import type { Calibrations } from "./calibrations.js";
import type { DeviceInputs } from "./device-inputs.js";

/** Of the time that is looked back on, so much must have been heard. */
const HEARD = 0.8;

/** Why an electrode was not calibrated, in a code and a line that says what to do. */
export interface NotCalibrated {
  readonly code: "not-possible" | "not-heard" | "wires";
  readonly problem: string;
}

/** How well electrodes touch, and what their channels are off by, from what was heard of late: nobody waits for an answer. */
export class ElectrodeCare {
  readonly #inputs: DeviceInputs;
  readonly #calibrations: Calibrations;
  readonly #clock: Clock;

  constructor(inputs: DeviceInputs, calibrations: Calibrations, clock: Clock) {
    this.#inputs = inputs;
    this.#calibrations = calibrations;
    this.#clock = clock;
  }

  /** Undefined of an electrode that there is not, or that was hardly heard of late. */
  contact(electrode: string): ContactFigures | undefined {
    const latest = this.#inputs.latest(electrode, this.#clock.now() - CONTACT_SPAN);
    return latest && contactOf(latest.times, latest.values, latest.rate);
  }

  /**
   * Looks back on so many seconds in which the voltage of an electrode's channel was known, uses what follows from that, and keeps it.
   * @param known mV; undefined: its inputs were shorted
   */
  calibrate(electrode: string, known: number | undefined, seconds: Seconds): MeasuredCalibration | NotCalibrated {
    const now = this.#clock.now();
    const latest = this.#inputs.latest(electrode, now - seconds);
    if (latest === undefined || !this.#calibrations.canBe(latest)) {
      const problem = `the device of "${electrode}" cannot be calibrated: converters on I2C can, what others send is theirs to set right`;
      return { code: "not-possible", problem };
    }
    const { times, values, rate, device, channel } = latest;
    const figures = figuresOf(times, values, rate);
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0) + 1 / rate;
    if (figures === undefined || span < HEARD * seconds || figures.missing > (1 - HEARD) * figures.rows) {
      const problem = `of the last ${seconds} s too little was heard of "${electrode}": send listen with "for_s": ${2 * seconds}, hold the voltage on it for ${seconds} s, and send this again`;
      return { code: "not-heard", problem };
    }
    const measured = this.#calibrations.take({ device, channel, figures, known, at: now });
    if (measured !== undefined) return measured;
    const problem = `it shows ${figures.mean.toPrecision(5)} mV where ${known} mV should be: look at the wires, and at which end is plus`;
    return { code: "wires", problem };
  }

  /** Every electrode's contact, and what its channel is set right by. */
  get all(): readonly {
    readonly name: string;
    readonly contact?: ContactFigures;
    readonly calibration?: MeasuredCalibration;
  }[] {
    return this.#inputs.electrodes.map(({ electrode: { name, device, channel } }) => {
      const contact = this.contact(name);
      const calibration = this.#calibrations.of(device, channel);
      return { name, ...(contact && { contact }), ...(calibration && { calibration }) };
    });
  }
}
