import { FEATURES, placeOf } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";

/** The latest minutes of all electrodes, asleep or awake: at a wake the model hears again what it slept through. */
export class Tape {
  readonly #places: readonly number[];
  readonly #slots: number;
  readonly #width: number;
  /** A ring of slots; in each, electrode after electrode. */
  readonly #held: Float32Array;
  #next = 0;

  constructor(electrodes: number, card: { readonly features: readonly string[]; readonly slots: number }) {
    this.#places = card.features.map(placeOf);
    this.#slots = card.slots;
    this.#width = electrodes * this.#places.length;
    this.#held = new Float32Array(card.slots * this.#width);
  }

  /** Numbers of one electrode. */
  get length(): number {
    return this.#slots * this.#places.length;
  }

  hear({ feature }: Slot): void {
    const channels = this.#places.length;
    const begin = this.#next * this.#width;
    for (let e = 0; e * channels < this.#width; e++)
      for (let c = 0; c < channels; c++)
        this.#held[begin + e * channels + c] = feature[e * FEATURES.length + (this.#places[c] as number)] as number;
    this.#next = (this.#next + 1) % this.#slots;
  }

  /** Writes what is held of one electrode, oldest slot first; silence where there was nothing yet. */
  copy(electrode: number, into: Float32Array, offset: number): void {
    const channels = this.#places.length;
    for (let k = 0; k < this.#slots; k++) {
      const begin = ((this.#next + k) % this.#slots) * this.#width + electrode * channels;
      for (let c = 0; c < channels; c++) into[offset + k * channels + c] = this.#held[begin + c] as number;
    }
  }
}
