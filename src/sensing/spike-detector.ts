import type { Seconds } from "../domain/time.js";
import type { Level } from "./level.js";
import type { Temper } from "./profiles.js";

/** A spike is over when it has come back to this share of its height. */
const RECOVERED = 0.35;
/** Below this many σ nothing is said to have begun. */
const CALM = 1.5;
/** At least this much of all the way up and down must belong to the one hump. */
const SINGLE_HUMP = 0.3;

/** What the detector holds of the spike that it just decided: reused, so copy what must be kept. Times in seconds, heights in mV. */
export interface DecidedSpike {
  onset: Seconds;
  peak: Seconds;
  end: Seconds;
  amplitude: number;
  z: number;
  match: number;
  decided: Seconds;
}

export type Decision = "none" | "spike" | "drift";

/**
 * Finds spikes in the residual over the level: one begins where the residual leaves the noise, counts when it rises above the
 * threshold, and is decided when it has come back. Strictly causal. What does not come back in time was the level moving.
 */
export class SpikeDetector {
  readonly #temper: Temper;
  #lastCalm: Seconds = Number.NaN;
  #polarity = 0;
  #onset: Seconds = 0;
  #base = 0;
  #height = 0;
  #peakAt: Seconds = 0;
  #path = 0;
  #previous = 0;
  #sigma = 0;
  readonly spike: DecidedSpike = { onset: 0, peak: 0, end: 0, amplitude: 0, z: 0, match: 0, decided: 0 };

  constructor(temper: Temper) {
    this.#temper = temper;
  }

  /** Nothing stands out of the noise. */
  get calm(): boolean {
    return this.#polarity === 0;
  }

  /** Before this time nothing will be found any more. */
  horizon(now: Seconds): Seconds {
    return this.#polarity === 0 ? Math.min(this.#lastCalm, now) : this.#onset;
  }

  push(at: Seconds, level: Level, sigma: number): Decision {
    const residual = level.residual;
    if (this.#polarity === 0) {
      this.#wait(at, residual, sigma);
      return "none";
    }
    const over = (residual - this.#base) * this.#polarity;
    this.#path += Math.abs(residual - this.#previous);
    this.#previous = residual;
    if (over > this.#height) {
      this.#height = over;
      this.#peakAt = at;
    }
    if (at - this.#onset > this.#temper.longest) {
      this.drop(at);
      return "drift";
    }
    return over < RECOVERED * this.#height ? this.#decide(at) : "none";
  }

  /** Forgets what had begun: the signal there is not to be trusted. */
  drop(at: Seconds): void {
    this.#polarity = 0;
    this.#lastCalm = at;
    this.#base = this.#previous;
  }

  #wait(at: Seconds, residual: number, sigma: number): void {
    // A spike stands on the noise, or on the tail of the one before it: the base follows both. Standing a little off the level
    // for long is no onset either: the level is on its way there.
    const falling = residual * this.#base > 0 && Math.abs(residual) < Math.abs(this.#base);
    if (Math.abs(residual) < CALM * sigma || falling || !(at - this.#lastCalm < this.#temper.longest / 2)) {
      this.#lastCalm = at;
      this.#base = residual;
    }
    const over = residual - this.#base;
    if (Math.abs(over) < this.#temper.threshold * sigma) return;
    this.#polarity = over > 0 ? 1 : -1;
    this.#onset = this.#lastCalm;
    this.#height = Math.abs(over);
    this.#peakAt = at;
    this.#path = this.#height;
    this.#previous = residual;
    this.#sigma = sigma;
  }

  #decide(at: Seconds): Decision {
    const spike = this.spike;
    spike.onset = this.#onset;
    spike.peak = this.#peakAt;
    spike.end = at;
    spike.amplitude = this.#height * this.#polarity;
    spike.z = this.#height / this.#sigma;
    // All the way up and down, against the way that one clean hump needs.
    spike.match = Math.min(1, ((2 - RECOVERED) * this.#height) / Math.max(this.#path, 1e-12));
    spike.decided = at;
    this.drop(at);
    const long = spike.end - spike.onset >= this.#temper.shortest;
    return long && spike.match >= SINGLE_HUMP ? "spike" : "none";
  }
}
