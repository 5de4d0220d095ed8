import type { Exhaling } from "../../domain/breath.js";
import { GLYPHS } from "../../domain/glyph.js";
import type { CallMode } from "../../domain/wake.js";
import type { WakePolicy } from "../cards/model-card.js";
import type { Slot } from "../slots/slot-maker.js";
import type { BreathPosition } from "./breath-position.js";
import type { Ear } from "./ear.js";
import { ShortIntervals } from "./short-intervals.js";
import { SilenceGate } from "./silence-gate.js";

/** The rule of `exhale: auto`: while less than this is silence it stays near (local), else it lets go (released). */
const LIVELY_BELOW = 0.8;

const GAP = GLYPHS.indexOf("gap");

/** How the reader is called on a slot, and what it is told beside the slot. */
export interface WakeDecision {
  readonly mode: CallMode;
  /** Number of the slot, and how many slots after the call before. */
  readonly slot: number;
  readonly since: number;
  readonly turn: number;
  /** Share of silence, 0 to 1. */
  readonly silence: number;
  readonly wide: boolean;
  /** Did the ear or a glyph pattern wake it? A hold is called by the breath alone. */
  readonly woken: boolean;
}

export interface WakerOptions {
  readonly ear: Ear;
  readonly electrodes: number;
  readonly policy: WakePolicy;
  readonly exhale: Exhaling;
  /** `always` inhales every slot: for comparison. */
  readonly rhythm: "breath" | "always";
}

/**
 * When the Spiralformer is called, and how: one decision a slot, with nothing of the future in it. The ear's score wakes it, and
 * every call tires the ear for a while; loud things wake it in every phase (`gasp`), quieter ones (`stir`) only where the
 * breath is open for them. `waking/policy.py` in `models/training` is the same, for training.
 */
export class Waker {
  readonly #options: WakerOptions;
  readonly #silence: SilenceGate;
  readonly #short: ShortIntervals;
  readonly #present: Uint8Array;
  #slot = -1;
  #called = -1;
  #tired = 0;
  #inhaled = false;
  #exhale: Exhaling;

  constructor(options: WakerOptions) {
    this.#options = options;
    this.#exhale = options.exhale;
    this.#silence = new SilenceGate(options.policy);
    this.#short = new ShortIntervals(options.electrodes);
    this.#present = new Uint8Array(options.electrodes);
  }

  /** Which electrodes gave anything so far. [E] */
  get present(): Uint8Array {
    return this.#present;
  }

  /** How the model attends in an exhale, from the next slot on. */
  exhale(how: Exhaling): void {
    this.#exhale = how;
  }

  /** @param called a glyph pattern matched, or somebody asked: that opens what silence or a pause has closed */
  addSlot(slot: Slot, position: BreathPosition, called: boolean): WakeDecision | undefined {
    this.#slot++;
    for (let e = 0; e < this.#present.length; e++) if (slot.glyph[e] !== GAP) this.#present[e] = 1;
    this.#silence.addSlot(slot, this.#present);
    const short = this.#short.addSlot(slot);
    const score = this.#options.ear.addSlot(slot, this.#present);
    const mode = this.#options.rhythm === "always" ? "inhale" : this.#breathe(score, position, called);
    if (mode === undefined) return undefined;
    const { isi } = this.#options.policy;
    const decision = {
      mode,
      slot: this.#slot,
      since: this.#slot - this.#called,
      turn: position.turn,
      silence: this.#silence.share,
      wide: (mode === "inhale" && isi !== "strict") || (short && isi !== "off"),
      woken: mode !== "hold",
    };
    this.#called = this.#slot;
    return decision;
  }

  #breathe(score: number, { phase, first }: BreathPosition, called: boolean): CallMode | undefined {
    const { policy } = this.#options;
    this.#tired *= 1 - policy.recover;
    const warm = this.#slot >= policy.warm_up;
    const gasp = called || (warm && score >= this.#raised(policy.gasp_at) && !this.#silence.locked);
    const stir = gasp || (warm && score >= this.#raised(policy.stir_at) && !this.#silence.closed);
    if (phase === "inhale" && first) this.#inhaled = false;
    // A hold meditates on what was inhaled, once, whatever arrives meanwhile.
    if (phase === "hold" && first && this.#inhaled) return "hold";
    if (gasp || (stir && phase === "inhale")) this.#inhaled = true;
    else if (!stir || phase !== "exhale") return undefined;
    this.#tired += policy.tire * (1 - this.#tired);
    return gasp || phase === "inhale" ? "inhale" : this.#exhaling();
  }

  #exhaling(): CallMode {
    if (this.#exhale !== "auto") return this.#exhale;
    return this.#silence.share < LIVELY_BELOW ? "local" : "released";
  }

  /** Who has listened much and long wants a louder call: between the level itself and 1. */
  #raised(level: number): number {
    return level + (1 - level) * this.#tired;
  }
}
