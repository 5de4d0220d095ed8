import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
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
  readonly #age = featureIndex("pulse_age");
  readonly #interval = featureIndex("pulse_interval");
  readonly #before: Float32Array;
  readonly #quantile: Float64Array;
  #first = true;

  constructor(electrodes: number) {
    this.#before = new Float32Array(electrodes);
    this.#quantile = new Float64Array(electrodes).fill(START);
  }

  /** Did one come in this slot? */
  addSlot({ feature }: Slot): boolean {
    let short = false;
    for (let e = 0; e < this.#before.length; e++) {
      const age = feature[e * SLOT_FEATURES.length + this.#age]!;
      const interval = feature[e * SLOT_FEATURES.length + this.#interval]!;
      const fresh = !this.#first && age < this.#before[e]!;
      this.#before[e] = age;
      if (!fresh) continue;
      const below = interval <= this.#quantile[e]!;
      short ||= below;
      this.#quantile[e]! += STEP * (SHARE - (below ? 1 : 0));
    }
    this.#first = false;
    return short;
  }
}
