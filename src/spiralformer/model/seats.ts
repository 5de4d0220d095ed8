import { FEATURES, placeOf } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";

/** Of how many slots the running mean of an electrode's liveliness speaks: a day. */
const PACE = 2880;
/** An electrode takes another's seat when it is so much livelier: seats should not be changed lightly, for the model knows them. */
const LIVELIER = 1.5;

/**
 * Who sits on the model's seats. Up to as many electrodes as there are seats, each has its own, in the order of the card, and the
 * others stay empty. Of more electrodes the liveliest sit: the first ones at the beginning, and at each inhale one that has been
 * half as lively again as the quietest of them takes its place.
 */
export class Seats {
  readonly #place = placeOf("high");
  readonly #taken: number[];
  readonly #lively: Float64Array;

  constructor(electrodes: number, seats: number) {
    this.#taken = Array.from({ length: Math.min(electrodes, seats) }, (_, i) => i);
    this.#lively = new Float64Array(electrodes > seats ? electrodes : 0);
  }

  /** By seat: the index of its electrode. */
  get taken(): readonly number[] {
    return this.#taken;
  }

  /** @param review seats may change now: an inhale begins */
  hear({ feature }: Slot, review: boolean): void {
    const lively = this.#lively;
    for (let e = 0; e < lively.length; e++) {
      const size = Math.abs(feature[e * FEATURES.length + this.#place] as number);
      lively[e] = (lively[e] as number) + (size - (lively[e] as number)) / PACE;
    }
    if (review && lively.length > 0) this.#review();
  }

  #review(): void {
    const lively = (electrode: number) => this.#lively[electrode] as number;
    const standing = [...this.#lively.keys()].filter((e) => !this.#taken.includes(e));
    const livelier = standing.reduce((best, e) => (lively(e) > lively(best) ? e : best));
    const quietest = this.#taken.reduce(
      (least, e, seat) => (lively(e) < lively(this.#taken[least] as number) ? seat : least),
      0,
    );
    if (lively(livelier) > LIVELIER * lively(this.#taken[quietest] as number)) this.#taken[quietest] = livelier;
  }
}
