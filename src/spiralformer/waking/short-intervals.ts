import { FEATURES, placeOf } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";

/** Which share of an electrode's own intervals counts as short. */
const SHARE = 0.25;
/** How far its quantile moves with an interval, on the slots' logarithmic scale. */
const STEP = 0.05;
/** L(5 min): what is taken for short until it is known better. */
const START = 1.72;

/**
 * ISI-aware attention: did an interval between onsets come that is below the electrode's own running quantile? Only that opens
 * global attention outside an inhale.
 */
export class ShortIntervals {
  readonly #age = placeOf("pulse_age");
  readonly #interval = placeOf("pulse_interval");
  readonly #before: Float32Array;
  readonly #quantile: Float64Array;
  #first = true;

  constructor(electrodes: number) {
    this.#before = new Float32Array(electrodes);
    this.#quantile = new Float64Array(electrodes).fill(START);
  }

  hear({ feature }: Slot): boolean {
    let short = false;
    for (let e = 0; e < this.#before.length; e++) {
      const age = feature[e * FEATURES.length + this.#age] as number;
      const interval = feature[e * FEATURES.length + this.#interval] as number;
      const fresh = !this.#first && age < (this.#before[e] as number);
      this.#before[e] = age;
      if (!fresh) continue;
      const below = interval <= (this.#quantile[e] as number);
      short ||= below;
      this.#quantile[e] = (this.#quantile[e] as number) + STEP * (SHARE - (below ? 1 : 0));
    }
    this.#first = false;
    return short;
  }
}
