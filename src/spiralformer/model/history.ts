import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";

/** The latest minutes of all electrodes, asleep or awake: at a wake the model hears again what it slept through. */
export class History {
  readonly #features: readonly number[];
  readonly #slots: number;
  readonly #width: number;
  /** A ring of slots; in each, electrode after electrode. */
  readonly #held: Float32Array;
  #next = 0;

  /** @throws AndasError `internal` when the card names a feature that slots do not have */
  constructor(electrodes: number, card: { readonly features: readonly string[]; readonly slots: number }) {
    this.#features = card.features.map(featureIndex);
    this.#slots = card.slots;
    this.#width = electrodes * this.#features.length;
    this.#held = new Float32Array(card.slots * this.#width);
  }

  /** Numbers of one electrode. */
  get length(): number {
    return this.#slots * this.#features.length;
  }

  addSlot({ feature }: Slot): void {
    const features = this.#features.length;
    const begin = this.#next * this.#width;
    for (let e = 0; e * features < this.#width; e++)
      for (let f = 0; f < features; f++)
        this.#held[begin + e * features + f] = feature[e * SLOT_FEATURES.length + this.#features[f]!]!;
    this.#next = (this.#next + 1) % this.#slots;
  }

  /** Writes what is held of one electrode, oldest slot first; silence where there was nothing yet. */
  copyInto(into: Float32Array, offset: number, electrode: number): void {
    const features = this.#features.length;
    for (let k = 0; k < this.#slots; k++) {
      const begin = ((this.#next + k) % this.#slots) * this.#width + electrode * features;
      for (let f = 0; f < features; f++) into[offset + k * features + f] = this.#held[begin + f]!;
    }
  }
}
