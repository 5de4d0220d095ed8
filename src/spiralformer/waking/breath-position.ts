import { type Breath, breathEnd, type Phase } from "../../domain/breath.js";
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

/** A whole breath: when it began, and how long it is by its latest forecast. */
interface WholeBreath {
  readonly cycle: number;
  readonly since: Seconds;
  readonly length: Seconds;
}

const NO_BREATH: WholeBreath = { cycle: Number.NaN, since: Number.NaN, length: Number.NaN };

/** The living breath of a node, with its gasps and early exhales. */
export class FollowedBreath implements BreathTracker {
  #now: { readonly phase: Phase; readonly since: Seconds } = { phase: "inhale", since: Number.NEGATIVE_INFINITY };
  #before = this.#now;
  /** The two latest breaths: a slot may begin in one and end in the next. */
  #breath = NO_BREATH;
  #breathBefore = NO_BREATH;
  #told: object | undefined;

  /** The breath moved on, or is foreseen otherwise. */
  onBreath(breath: Pick<Breath, "phase" | "cycle" | "since" | "until" | "ahead">): void {
    const { phase, cycle, since } = breath;
    if (phase !== this.#now.phase || since !== this.#now.since) {
      this.#before = this.#now;
      this.#now = { phase, since };
    }
    const goesOn = cycle === this.#breath.cycle;
    if (!goesOn) this.#breathBefore = this.#breath;
    const begun = goesOn ? this.#breath.since : since;
    this.#breath = { cycle, since: begun, length: breathEnd(breath) - begun };
  }

  positionOf(end: Seconds): BreathPosition {
    const mine = this.#now.since <= end - SLOT / 2 ? this.#now : this.#before;
    const first = mine !== this.#told;
    this.#told = mine;
    const begin = end - SLOT;
    const breath = this.#breath.since <= begin ? this.#breath : this.#breathBefore;
    const turn = (begin - breath.since) / breath.length;
    return { phase: mine.phase, first, turn: turn > 0 ? Math.min(turn, 1) : 0 };
  }
}

/** A breath that nothing disturbs: it begins with the first slot. For recordings that are read without a node. */
export class SteadyBreath implements BreathTracker {
  readonly #breathe: (from: Seconds) => Iterator<Breath>;
  readonly #followed = new FollowedBreath();
  #coming: Iterator<Breath> | undefined;
  #next: Breath | undefined;

  /** @param breathe phase after phase of the breath, without end, when it begins at `from` */
  constructor(breathe: (from: Seconds) => Iterator<Breath>) {
    this.#breathe = breathe;
  }

  positionOf(end: Seconds): BreathPosition {
    this.#coming ??= this.#breathe(end - SLOT);
    this.#next ??= this.#take();
    while (this.#next !== undefined && this.#next.since <= end - SLOT / 2) {
      this.#followed.onBreath(this.#next);
      this.#next = this.#take();
    }
    return this.#followed.positionOf(end);
  }

  #take(): Breath | undefined {
    const next = this.#coming?.next();
    return next === undefined || next.done ? undefined : next.value;
  }
}
