import type { Seconds } from "../domain/time.js";
import { RunningScale } from "./running-scale.js";

/** A step between two samples is no life when it is so many σ of the usual step … */
const JUMP_SIGMAS = 20;
/** … and so many steps of the converter, since on a quiet channel σ is less than one of them. */
const JUMP_STEPS = 12;
/** Handling is over when nothing jumped for so many working samples. */
const CALM_SAMPLES = 20;

/**
 * Takes out what is not life: jumps (steps, glitches, handling) and what lies between them. Behind a bad stretch the signal
 * goes on at the level that it had before, so that a step leaves no edge for the detector to fire on.
 */
export class Bridge {
  readonly #steps = new RunningScale(1200);
  #smallest = Number.POSITIVE_INFINITY;
  #previous = Number.NaN;
  #calm = CALM_SAMPLES;
  #offset = 0;
  #held = Number.NaN;
  /** When the bad stretch began that goes on now; NaN while all is well. */
  badSince: Seconds = Number.NaN;

  /** The signal with bad stretches bridged at level, in millivolts; NaN where nothing was measured. */
  push(at: Seconds, mv: number): number {
    if (Number.isNaN(mv)) {
      this.#previous = Number.NaN;
      return Number.NaN;
    }
    const before = this.#previous;
    this.#previous = mv;
    if (Number.isNaN(before)) return this.#afterGap(mv);
    const step = Math.abs(mv - before);
    if (step > 1e-9 && step < this.#smallest) this.#smallest = step;
    const jumped =
      this.#steps.count > 30 && step > Math.max(JUMP_SIGMAS * this.#steps.sigma, JUMP_STEPS * this.#smallest);
    if (!jumped) this.#steps.push(step);
    if (jumped) {
      if (Number.isNaN(this.badSince)) this.badSince = at;
      this.#calm = 0;
    } else if (this.#calm < CALM_SAMPLES) this.#calm++;
    if (this.#calm < CALM_SAMPLES) return this.#held;
    if (!Number.isNaN(this.badSince)) {
      this.badSince = Number.NaN;
      this.#offset = this.#held - mv;
    }
    this.#held = mv + this.#offset;
    return this.#held;
  }

  /** The smallest step that the converter was seen to make, in millivolts; 0 until known. */
  get converterStep(): number {
    return this.#smallest === Number.POSITIVE_INFINITY ? 0 : this.#smallest;
  }

  /** What has happened to the level meanwhile nobody knows: go on where it was. */
  #afterGap(mv: number): number {
    if (Number.isNaN(this.#held)) this.#held = mv;
    this.#offset = this.#held - mv;
    return this.#held;
  }
}
