import type { Seconds } from "../../src/domain/time.js";
import type { Random } from "../../src/ports/random.js";
import { logNormal, logUniform, sign, uniform, whole } from "./chance.js";

/** How an electrode fires: alone and seldom, alone and often, in bursts, or in regular trains. */
export const SPIKE_CHARACTERS = ["busy", "bursting", "rhythmic", "calm"] as const;
export type SpikeCharacter = (typeof SPIKE_CHARACTERS)[number];

/** A slow spike: a raised-cosine rise, an exponential recovery that may swing past its level. */
export interface SpikeShape {
  readonly onset: Seconds;
  readonly rise: Seconds;
  /** Time constant of the recovery. */
  readonly recovery: Seconds;
  /** 0 for none; 0.45 to 0.95 swings past by a tenth to a quarter of the height. */
  readonly swing: number;
  /** Signed, in millivolts. */
  readonly amplitude: number;
}

/** How spikes come: groups of `count`, `spacing` apart, with a `pause` between groups. */
interface SpikeHabit {
  readonly count: readonly [number, number];
  readonly spacing: { readonly median: Seconds; readonly spread: number };
  readonly pause: { readonly median: Seconds; readonly spread: number };
}

const HABITS: Readonly<Record<SpikeCharacter, SpikeHabit>> = {
  busy: { count: [1, 1], spacing: { median: 0, spread: 0 }, pause: { median: 2300, spread: 1 } },
  bursting: { count: [3, 7], spacing: { median: 450, spread: 0.4 }, pause: { median: 13_000, spread: 0.8 } },
  rhythmic: { count: [6, 14], spacing: { median: 2000, spread: 0.08 }, pause: { median: 18_000, spread: 0.6 } },
  calm: { count: [1, 1], spacing: { median: 0, spread: 0 }, pause: { median: 6500, spread: 1 } },
};

/**
 * The spikes of one electrode, one after the other, for ever. Taken together, the tempers have about the intervals, heights, widths and
 * signs that were measured on *Schizophyllum commune* (A. Adamatzky, Zenodo 5790768): intervals 579/2095/16,955 s (p25/p50/p95),
 * heights 6/26/122 µV (p5/p50/p95), widths at half height 52/152/869 s (p25/p50/p95), 48 % positive.
 */
export class SimulatedSpikes {
  readonly #habit: SpikeHabit;
  readonly #activity: number;
  readonly #random: Random;
  #onset: Seconds;
  #left = 0;
  #sign: 1 | -1 = 1;
  #typical = 0;

  /** With an `activity` of 3, pauses are a third as long as in the real fungus; with 0 there is never a spike. */
  constructor(character: SpikeCharacter, activity: number, random: Random) {
    this.#habit = HABITS[character];
    this.#activity = activity;
    this.#random = random;
    this.#onset = activity > 0 ? -random.next() * this.#pause() : Number.POSITIVE_INFINITY;
    while (this.#onset < 0) this.#advance(); // it was there before somebody came to listen
  }

  /** `onset` is Infinity if there is none. */
  next(): SpikeShape {
    const random = this.#random;
    const room = this.#left > 0 ? this.#habit.spacing.median : Number.POSITIVE_INFINITY;
    const rise = Math.min(30 * 10 ** (random.next() ** 2.2), room / 4);
    const shape = {
      onset: this.#onset,
      rise,
      recovery: Math.min(rise * logUniform(random, 0.6, 12), room / 2),
      swing: random.next() < 0.25 ? uniform(random, 0.45, 0.95) : 0,
      amplitude: this.#sign * this.#typical * logNormal(random, 1, 0.25),
    };
    this.#advance();
    return shape;
  }

  /** To the next onset; a new group has its own sign and typical height. */
  #advance(): void {
    const { spacing, count } = this.#habit;
    if (this.#left > 0) {
      this.#left--;
      this.#onset += logNormal(this.#random, spacing.median, spacing.spread);
      return;
    }
    this.#onset += this.#pause();
    this.#left = whole(this.#random, ...count) - 1;
    this.#sign = sign(this.#random, 0.48);
    this.#typical = logNormal(this.#random, 0.026, 0.92);
  }

  #pause(): Seconds {
    const { median, spread } = this.#habit.pause;
    return logNormal(this.#random, median, spread) / this.#activity;
  }
}
