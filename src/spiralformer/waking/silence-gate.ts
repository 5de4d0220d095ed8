import { GLYPHS } from "../../domain/glyph.js";
import type { Seconds } from "../../domain/time.js";
import type { WakePolicy } from "../cards/model-card.js";
import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
import { scaleTime } from "../slots/scales.js";
import type { Slot } from "../slots/slot-maker.js";

/** An onset this young is of the slot that ends, or was found half a minute late. */
const YOUNG: Seconds = 60;
const YOUNGEST = Math.fround(scaleTime(YOUNG));
const ARTEFACT = GLYPHS.indexOf("artefact");

/**
 * Silence-aware gating, the hard part: when all but silence is gone the reader is closed, and a stir does not wake it; a gasp does, but
 * only where something begins in that slot: not by what an ear makes of noise. It opens again at a lower share than it closed at. (The
 * soft part is in the model: attention fades as the share grows.)
 */
export class SilenceGate {
  readonly #silence = featureIndex("silence");
  readonly #age = featureIndex("pulse_age");
  readonly #signs = (["pulses_up", "pulses_down", "spikes"] as const).map(featureIndex);
  readonly #policy: Pick<WakePolicy, "close" | "close_at" | "open_at">;
  #share = 1;
  #closed = false;
  #begins = false;

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

  /** Is it closed to a gasp too: did nothing at all begin in the slot? */
  get locked(): boolean {
    return this.#closed && !this.#begins;
  }

  addSlot({ glyph, feature }: Slot, present: Uint8Array): void {
    let sum = 0;
    let taken = 0;
    this.#begins = false;
    for (let e = 0; e < present.length; e++) {
      if (present[e] === 0) continue;
      const begin = e * SLOT_FEATURES.length;
      sum += feature[begin + this.#silence]!;
      const begins = feature[begin + this.#age]! <= YOUNGEST || glyph[e] === ARTEFACT;
      this.#begins ||= begins || this.#signs.some((sign) => feature[begin + sign] !== 0);
      taken++;
    }
    this.#share = taken > 0 ? Math.fround(sum / taken) : 1;
    const { close, close_at, open_at } = this.#policy;
    this.#closed = close && this.#share >= (this.#closed ? open_at : close_at);
  }
}
