import type { Seconds } from "../../src/domain/time.js";
import { DAY, HOUR, MINUTE } from "../../src/domain/time.js";
import type { Random } from "../../src/ports/random.js";
import { sign, uniform } from "./chance.js";

/** A chain of fading memories makes noise that grows towards slow, as 1/f does: time constant (s) and size (mV) of each. */
const FADING: readonly { readonly constant: Seconds; readonly size: number }[] = [
  { constant: 10, size: 0.001 },
  { constant: 100, size: 0.0015 },
  { constant: 1000, size: 0.003 },
];

/** How often the drift changes its direction. */
const KNOT: Seconds = 10 * MINUTE;
const DRIFT = { constant: 4 * HOUR, size: 0.04 };

/** What an electrode shows when nothing lives on it: an offset that settles, drift by day and by chance, and noise. In mV. */
export class Background {
  readonly #random: Random;
  readonly #step: Seconds;
  readonly #offset: number;
  readonly #white: number;
  readonly #daily: { size: number; phase: number };
  readonly #kept = new Float64Array(FADING.length);
  readonly #added = new Float64Array(FADING.length);
  readonly #memory = new Float64Array(FADING.length);
  readonly #settleKept: number;
  #settling: number;
  /** The drift runs straight from `#from` to `#to` between two knots. */
  #wander = 0;
  #knot: Seconds = 0;
  #from = 0;
  #to = 0;

  constructor(rate: number, settle: Seconds, random: Random) {
    this.#random = random;
    this.#step = 1 / rate;
    this.#offset = uniform(random, -1, 1);
    this.#white = uniform(random, 0.0015, 0.0035);
    this.#daily = { size: uniform(random, 0.05, 0.2), phase: random.next() };
    this.#settling = settle > 0 ? sign(random) * uniform(random, 1, 4) : 0;
    this.#settleKept = settle > 0 ? Math.exp(-this.#step / settle) : 0;
    for (const [i, { constant, size }] of FADING.entries()) {
      const kept = Math.exp(-this.#step / constant);
      this.#kept[i] = kept;
      this.#added[i] = size * Math.sqrt(1 - kept * kept);
      this.#memory[i] = size * random.normal();
    }
    this.#to = this.#driftAt(0);
    this.#turn();
  }

  /** To be asked once for each sample, in order. */
  next(at: Seconds): number {
    while (at >= this.#knot) this.#turn();
    let noise = this.#white * this.#random.normal();
    for (let i = 0; i < FADING.length; i++) {
      const memory = this.#memory[i]! * this.#kept[i]! + this.#added[i]! * this.#random.normal();
      this.#memory[i] = memory;
      noise += memory;
    }
    const settling = this.#settling;
    this.#settling = settling * this.#settleKept;
    const drift = this.#to + ((this.#from - this.#to) * (this.#knot - at)) / KNOT;
    return this.#offset + settling + drift + noise;
  }

  /** To the next knot of the drift. */
  #turn(): void {
    const kept = Math.exp(-KNOT / DRIFT.constant);
    this.#wander = this.#wander * kept + DRIFT.size * Math.sqrt(1 - kept * kept) * this.#random.normal();
    this.#knot += KNOT;
    this.#from = this.#to;
    this.#to = this.#driftAt(this.#knot);
  }

  #driftAt(at: Seconds): number {
    return this.#wander + this.#daily.size * Math.sin(2 * Math.PI * (at / DAY + this.#daily.phase));
  }
}
