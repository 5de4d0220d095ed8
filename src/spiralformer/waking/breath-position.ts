import { type Breath, type BreathSettings, PHASES, type Phase } from "../../domain/breath.js";
import type { Seconds } from "../../domain/time.js";
import { SLOT } from "../slots/features.js";

/** Where in the breath a slot lies, by its middle: a phase that began within it does not own it yet. */
export interface BreathPosition {
  readonly phase: Phase;
  /** Is it the first slot of that phase? */
  readonly first: boolean;
  /** How much of the whole breath had passed when the slot began, 0 to 1. */
  readonly turn: number;
}

/** Tells of each slot, in order, where in the breath it lies. */
export interface BreathTracker {
  /** @param end of the slot */
  positionOf(end: Seconds): BreathPosition;
}

/** A breath that nothing disturbs: it begins with the first slot. For recordings that are read without a node. */
export class SteadyBreath implements BreathTracker {
  readonly #settings: BreathSettings;
  #begin: Seconds = Number.NaN;
  #before: number = Number.NaN;

  constructor(settings: BreathSettings) {
    this.#settings = settings;
  }

  positionOf(end: Seconds): BreathPosition {
    if (Number.isNaN(this.#begin)) this.#begin = end - SLOT;
    const period = lengthOf(this.#settings);
    const middle = end - SLOT / 2 - this.#begin;
    const cycle = Math.floor(middle / period);
    let rest = middle - cycle * period;
    let index = 0;
    while (rest >= this.#settings.phases[PHASES[index]!]) {
      rest -= this.#settings.phases[PHASES[index]!];
      index++;
    }
    const number = cycle * PHASES.length + index;
    const first = number !== this.#before;
    this.#before = number;
    const begun = end - SLOT - this.#begin;
    return { phase: PHASES[index]!, first, turn: (begun - Math.floor(begun / period) * period) / period };
  }
}

/** The living breath of a node, with its gasps and early exhales. */
export class FollowedBreath implements BreathTracker {
  readonly #settings: BreathSettings;
  #now: { readonly phase: Phase; readonly since: Seconds } = { phase: "inhale", since: Number.NEGATIVE_INFINITY };
  #before = this.#now;
  /** When the two latest breaths began: a slot may begin in one and end in the next. */
  #inhaled: Seconds = Number.NaN;
  #inhaledBefore: Seconds = Number.NaN;
  #told: object | undefined;

  constructor(settings: BreathSettings) {
    this.#settings = settings;
  }

  /** The breath moved on. */
  onBreath({ phase, since }: Pick<Breath, "phase" | "since">): void {
    if (phase === this.#now.phase && since === this.#now.since) return;
    this.#before = this.#now;
    this.#now = { phase, since };
    if (phase !== "inhale") return;
    this.#inhaledBefore = this.#inhaled;
    this.#inhaled = since;
  }

  positionOf(end: Seconds): BreathPosition {
    const mine = this.#now.since <= end - SLOT / 2 ? this.#now : this.#before;
    const first = mine !== this.#told;
    this.#told = mine;
    const begin = end - SLOT;
    const inhaled = this.#inhaled <= begin ? this.#inhaled : this.#inhaledBefore;
    const turn = (begin - inhaled) / lengthOf(this.#settings);
    return { phase: mine.phase, first, turn: turn > 0 ? Math.min(turn, 1) : 0 };
  }
}

function lengthOf({ phases }: BreathSettings): Seconds {
  return PHASES.reduce((sum, phase) => sum + phases[phase], 0);
}
