import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";

/** Of how many slots the running mean of an electrode's liveliness speaks: a day. */
const PACE = 2880;
/** An electrode takes another's channel when it is so much livelier: that should not change lightly, for the model knows its channels. */
const LIVELIER = 1.5;

/**
 * Which electrode is on which of the model's channels. Up to as many electrodes as there are channels, each has its own, in the order
 * of the card, and the others stay empty. Of more electrodes the liveliest are on: the first ones at the beginning, and at each inhale
 * one that has been half as lively again as the quietest of them takes its channel.
 */
export class ModelChannels {
  readonly #high = featureIndex("high");
  readonly #electrodes: number[];
  /** Of each electrode; empty where nobody has to give way. */
  readonly #liveliness: Float64Array;

  constructor(electrodes: number, channels: number) {
    this.#electrodes = Array.from({ length: Math.min(electrodes, channels) }, (_, i) => i);
    this.#liveliness = new Float64Array(electrodes > channels ? electrodes : 0);
  }

  /** By channel: the index of its electrode. */
  get electrodes(): readonly number[] {
    return this.#electrodes;
  }

  /** @param review channels may change now: an inhale begins */
  addSlot({ feature }: Slot, review: boolean): void {
    const liveliness = this.#liveliness;
    for (let e = 0; e < liveliness.length; e++) {
      const size = Math.abs(feature[e * SLOT_FEATURES.length + this.#high]!);
      liveliness[e]! += (size - liveliness[e]!) / PACE;
    }
    if (review && liveliness.length > 0) this.#review();
  }

  #review(): void {
    const on = this.#electrodes;
    const liveliness = (electrode: number) => this.#liveliness[electrode]!;
    const off = [...this.#liveliness.keys()].filter((e) => !on.includes(e));
    const livelier = off.reduce((best, e) => (liveliness(e) > liveliness(best) ? e : best));
    const quietest = on.reduce((least, e, channel) => (liveliness(e) < liveliness(on[least]!) ? channel : least), 0);
    if (liveliness(livelier) > LIVELIER * liveliness(on[quietest]!)) on[quietest] = livelier;
  }
}
