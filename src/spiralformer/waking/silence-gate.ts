import type { WakePolicy } from "../cards/model-card.js";
import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";

/**
 * Silence-aware gating, the hard part: when all but silence is gone the reader is closed, and a stir does not wake it. It opens
 * again at a lower share than it closed at. (The soft part is in the model: attention fades as the share grows.)
 */
export class SilenceGate {
  readonly #silence = featureIndex("silence");
  readonly #policy: Pick<WakePolicy, "close" | "close_at" | "open_at">;
  #share = 1;
  #closed = false;

  constructor(policy: Pick<WakePolicy, "close" | "close_at" | "open_at">) {
    this.#policy = policy;
  }

  /** Share of silence in the latest 16 min, over the electrodes that gave anything so far; 1 before one did. */
  get share(): number {
    return this.#share;
  }

  get closed(): boolean {
    return this.#closed;
  }

  addSlot({ feature }: Slot, present: Uint8Array): void {
    let sum = 0;
    let taken = 0;
    for (let e = 0; e < present.length; e++) {
      if (present[e] === 0) continue;
      sum += feature[e * SLOT_FEATURES.length + this.#silence]!;
      taken++;
    }
    this.#share = taken > 0 ? Math.fround(sum / taken) : 1;
    const { close, close_at, open_at } = this.#policy;
    this.#closed = close && this.#share >= (this.#closed ? open_at : close_at);
  }
}
