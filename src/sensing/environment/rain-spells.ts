import { HOUR, type Seconds } from "../../domain/time.js";
import { round } from "./covariate-percept.js";
import type { Tell, Watch } from "./watch.js";

/** Between two drops of one rain: a gauge tips once in 0.2 to 0.3 mm, and drizzle gives that in an hour. */
const DRY: Seconds = HOUR;
/** So much makes a rain felt half. */
const HALF_MM = 10;
const BEGINS = 0.5;

/**
 * When rain begins and when it is over, from what has fallen since the value before.
 *
 *     intensity = ½ when it begins; m / (m + 10 mm) when it is over, m: all that fell
 */
export class RainSpells implements Watch {
  readonly #tell: Tell;
  #since: Seconds | undefined;
  #last: Seconds = Number.NaN;
  #sum = 0;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  push(at: Seconds, millimetres: number): void {
    if (millimetres > 0) {
      this.#sum += millimetres;
      this.#last = at;
      if (this.#since !== undefined) return;
      this.#since = at;
      this.#tell("rain", at, millimetres, BEGINS);
    } else if (this.#since !== undefined && at - this.#last >= DRY) {
      const { length, sum } = { length: this.#last - this.#since, sum: this.#sum };
      this.#since = undefined;
      this.#sum = 0;
      this.#tell("rain-over", at, sum, sum / (sum + HALF_MM), { duration_s: round(length) });
    }
  }
}
