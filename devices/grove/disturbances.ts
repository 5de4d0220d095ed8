import type { Seconds } from "../../src/domain/time.js";
import { DAY, HOUR, MINUTE } from "../../src/domain/time.js";
import type { Random } from "../../src/ports/random.js";
import { logNormal, logUniform, sign, uniform, wait, whole } from "./chance.js";
import type { Witness } from "./events.js";

/** Mean time between two of a kind on one electrode. */
const EVERY = { step: 24 * HOUR, pop: 12 * HOUR, gap: 16 * HOUR };

/** How long a step is seen: half of them relax, and even the others are forgotten in the end. */
const RELAXES: Seconds = 25 * MINUTE;
const STAYS: Seconds = 2 * DAY;

/** What happens to an electrode that is no life: steps, pops, gaps, and hands. */
export class Disturbances {
  readonly #random: Random;
  readonly #electrode: number;
  readonly #often: number;
  readonly #witness: Witness | undefined;
  readonly #step: Seconds;
  readonly #relaxKept: number;
  readonly #stayKept: number;
  #relaxing = 0;
  #staying = 0;
  #nextStep: Seconds;
  #nextPop: Seconds;
  #nextGap: Seconds;
  #pop = 0;
  #popUntil: Seconds = -1;
  #gapUntil: Seconds = -1;
  #shake = 0;
  #shakeFrom: Seconds = 0;
  #shakeUntil: Seconds = -1;

  /** `often` 2 is twice as often as usual, 0 is never. */
  constructor(rate: number, often: number, electrode: number, random: Random, witness: Witness | undefined) {
    this.#random = random;
    this.#electrode = electrode;
    this.#often = often;
    this.#witness = witness;
    this.#step = 1 / rate;
    this.#relaxKept = Math.exp(-this.#step / RELAXES);
    this.#stayKept = Math.exp(-this.#step / STAYS);
    this.#nextStep = this.#wait(EVERY.step);
    this.#nextPop = this.#wait(EVERY.pop);
    this.#nextGap = this.#wait(EVERY.gap);
  }

  /** What it adds at `at`, in millivolts; NaN in a gap. To be asked once for each sample, in order. */
  next(at: Seconds): number {
    if (at >= this.#nextStep) this.#startStep(at);
    if (at >= this.#nextPop) this.#startPop(at);
    if (at >= this.#nextGap) this.#startGap(at);
    this.#relaxing *= this.#relaxKept;
    this.#staying *= this.#stayKept;
    let sum = this.#relaxing + this.#staying;
    if (at < this.#popUntil) sum += this.#pop;
    if (at < this.#shakeUntil && at >= this.#shakeFrom) sum += this.#shake * this.#random.normal();
    return at < this.#gapUntil ? Number.NaN : sum;
  }

  /** Somebody touches it from `at` on: it shakes, and rests elsewhere than before. */
  handle(at: Seconds): void {
    this.#shake = logUniform(this.#random, 0.1, 0.5);
    this.#shakeFrom = at;
    this.#shakeUntil = at + uniform(this.#random, 5, 60);
    this.#tell("handling", at, this.#shakeUntil, this.#shake);
    this.#nextStep = Math.min(this.#nextStep, this.#shakeUntil);
  }

  #startStep(at: Seconds): void {
    const size = sign(this.#random) * logNormal(this.#random, 0.15, 0.6);
    const relaxes = this.#random.next() < 0.5;
    if (relaxes) this.#relaxing += size;
    else this.#staying += size;
    this.#tell("step", at, relaxes ? at + RELAXES : at, size);
    this.#nextStep = at + this.#wait(EVERY.step);
  }

  #startPop(at: Seconds): void {
    this.#pop = sign(this.#random) * logUniform(this.#random, 0.2, 5);
    this.#popUntil = at + (whole(this.#random, 1, 3) - 0.5) * this.#step;
    this.#tell("pop", at, this.#popUntil, this.#pop);
    this.#nextPop = at + this.#wait(EVERY.pop);
  }

  #startGap(at: Seconds): void {
    this.#gapUntil = at + logUniform(this.#random, 10, 600);
    this.#tell("gap", at, this.#gapUntil, 0);
    this.#nextGap = this.#gapUntil + this.#wait(EVERY.gap);
  }

  #wait(mean: Seconds): Seconds {
    return wait(this.#random, mean / this.#often);
  }

  #tell(kind: "step" | "pop" | "handling" | "gap", start: Seconds, end: Seconds, amplitude: number): void {
    this.#witness?.({ kind, electrode: this.#electrode, start, peak: start, end, amplitude });
  }
}
