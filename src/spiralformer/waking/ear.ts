import type { EarCard } from "../cards/ear-card.js";
import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";

/**
 * The ear: tiny and always on. Of each of its features it hears the largest and the mean size among the electrodes, now and as
 * running means of some paces; one small layer makes a score of that. Some thousand multiply-adds a slot, nothing allocated.
 */
export class Ear {
  readonly #card: EarCard;
  readonly #features: readonly number[];
  /** What it hears: the slot itself, then one running mean after the other. */
  readonly #heard: Float32Array;

  /** @throws Error when the card names a feature that slots do not have */
  constructor(card: EarCard) {
    this.#card = card;
    this.#features = card.features.map(featureIndex);
    this.#heard = new Float32Array(2 * card.features.length * (1 + card.paces.length));
  }

  /** Index of the electrode that was loudest in the slot that was heard last. */
  loudest = 0;

  /** Multiply-adds of a slot. */
  get macs(): number {
    return this.#card.macs;
  }

  /** How much the slot asks to be listened to, 0 to 1. `present` [E]: the electrodes that gave anything so far. */
  addSlot(slot: Slot, present: Uint8Array): number {
    this.#hear(slot, present);
    return this.scoreOf(this.#heard);
  }

  /** The small layer alone, for known answers. `heard` as in the card. */
  scoreOf(heard: ArrayLike<number>): number {
    const { hear, say } = this.#card;
    let sum = say.bias;
    for (let unit = 0; unit < hear.bias.length; unit++) {
      const weight = hear.weight[unit]!;
      let inner = hear.bias[unit]!;
      for (let i = 0; i < weight.length; i++) inner += weight[i]! * heard[i]!;
      sum += say.weight[unit]! * Math.tanh(inner);
    }
    return 1 / (1 + Math.exp(-sum));
  }

  #hear({ feature }: Slot, present: Uint8Array): void {
    const count = this.#features.length;
    const heard = this.#heard;
    this.loudest = this.#findLoudest(feature, present);
    let taken = 0;
    for (let e = 0; e < present.length; e++) taken += present[e]!;
    for (let i = 0; i < count; i++) {
      let largest = 0;
      let sum = 0;
      for (let e = 0; e < present.length; e++) {
        if (present[e] === 0) continue;
        const size = Math.abs(feature[e * SLOT_FEATURES.length + this.#features[i]!]!);
        if (size > largest) largest = size;
        sum += size;
      }
      heard[i] = largest;
      heard[count + i] = sum / Math.max(1, taken);
    }
    const width = 2 * count;
    for (let k = 0; k < this.#card.paces.length; k++) {
      const pace = this.#card.paces[k]!;
      const begin = (k + 1) * width;
      for (let i = 0; i < width; i++) {
        const mean = heard[begin + i]!;
        heard[begin + i] = mean + (heard[i]! - mean) / pace;
      }
    }
  }

  #findLoudest(feature: Float32Array, present: Uint8Array): number {
    let [loudest, most] = [0, -1];
    for (let e = 0; e < present.length; e++) {
      let sum = 0;
      for (let i = 0; i < this.#features.length; i++)
        sum += Math.abs(feature[e * SLOT_FEATURES.length + this.#features[i]!]!);
      if (present[e] === 1 && sum > most) [loudest, most] = [e, sum];
    }
    return loudest;
  }
}
