import type { Quantity } from "../../domain/covariate.js";
import { HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import { round } from "./covariate-percept.js";
import type { Tell, Watch } from "./watch.js";

/** So much within `WITHIN` is sudden, in the quantity's unit: more than a cloud or a door does, less than a storm or somebody's lamp. */
const SUDDEN: Readonly<Record<Quantity, number>> = {
  temperature: 4,
  humidity: 20,
  moisture: 8,
  light: 10_000,
  rain: Number.POSITIVE_INFINITY,
};
const WITHIN: Seconds = 10 * MINUTE;
/** What changes on is told once, until it has been so long. */
const QUIET: Seconds = HOUR;
/** One value a minute, and as many again for those that come quicker. */
const REMEMBERED = 24;

/**
 * A change by much within ten minutes.
 *
 *     intensity = Δ / (Δ + sudden)         sudden: 4 °C, 20 % humidity, 8 % moisture, 10,000 lx
 */
export class SuddenChange implements Watch {
  readonly #sudden: number;
  readonly #tell: Tell;
  readonly #times = new Float64Array(REMEMBERED).fill(Number.NaN);
  readonly #values = new Float64Array(REMEMBERED);
  #count = 0;
  #told: Seconds = Number.NEGATIVE_INFINITY;

  constructor(quantity: Quantity, tell: Tell) {
    this.#sudden = SUDDEN[quantity];
    this.#tell = tell;
  }

  push(at: Seconds, value: number): void {
    let from = value;
    let since = at;
    for (let i = 0; i < REMEMBERED; i++) {
      const then = this.#times[i]!;
      if (!(then >= at - WITHIN && then <= at) || Math.abs(value - this.#values[i]!) <= Math.abs(value - from))
        continue;
      from = this.#values[i]!;
      since = then;
    }
    const place = this.#count++ % REMEMBERED;
    this.#times[place] = at;
    this.#values[place] = value;
    const by = value - from;
    if (Math.abs(by) < this.#sudden || Math.abs(at - this.#told) < QUIET) return;
    this.#told = at;
    const intensity = Math.abs(by) / (Math.abs(by) + this.#sudden);
    this.#tell("change", at, value, intensity, { by: round(by), within_s: Math.round(at - since) });
  }
}
