import { DAY, HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import { RunningQuantile } from "../stream/running-quantile.js";
import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** A contact is lost when differences between neighbours are so many times the usual … */
const LOUDER = 8;
/** … or so many times while there is hum, which makes large ones of its own … */
const LOUDER_HUMMING = 50;
/** … for so long: longer than a hand, and than it takes to know hum for what it is. */
const LASTING = 20 * MINUTE;
/** It is back when they have been less than so many times the usual for so long. */
const CALMER = 4;
const CALM = 5 * MINUTE;
/** What has lasted for so long is the new usual. */
const BELIEVED = DAY;
/** How far back the present and the usual reach, and how long one must have listened to know what is usual. */
const PRESENT = 8 * MINUTE;
const USUAL = 6 * HOUR;
const KNOWN = HOUR / 2;

/**
 * An electrode without contact. Nothing drives an open input: it floats, takes up the fields around it and its own bias currents,
 * and ends in broadband noise many times the usual, or at a rail (which the watch on rails tells). Converters made for electrodes
 * look for the rail (Texas Instruments ADS1299, SBAS499, "Lead-Off Detection": an open lead saturates the channel); programs for
 * recordings look for noise far beyond that of good channels (Bigdely-Shamlo et al. 2015, PREP, Front. Neuroinform. 9:16: robust
 * deviation and noisiness beyond 5 σ). Here a channel has only its own past to be compared with: the median size of differences.
 */
export class LeadWatch implements Persistent {
  readonly #present: RunningQuantile;
  readonly #usual: RunningQuantile;
  readonly #known: number;
  #loudSince: Seconds = Number.NaN;
  #calmSince: Seconds = Number.NaN;

  /** @param rate how many differences are told in a second */
  constructor(rate: number) {
    this.#present = new RunningQuantile(PRESENT * rate);
    this.#usual = new RunningQuantile(USUAL * rate);
    this.#known = KNOWN * rate;
  }

  /**
   * Takes a difference between neighbouring working samples: when it was known and its size, at least a step of the converter; NaN
   * where there is none.
   */
  push({ at, mv, step }: Sample, humming: boolean): void {
    const size = Math.abs(mv);
    if (!(size < Number.POSITIVE_INFINITY)) return;
    const counted = size > step ? size : step;
    this.#present.push(counted);
    const times = this.#present.value / this.#usual.value;
    // What is strange must not become usual, or it would be over by itself.
    if (!(times >= CALMER && this.#usual.count >= this.#known)) {
      this.#usual.push(counted);
      if (!Number.isNaN(this.#loudSince)) this.#calm(at);
      return;
    }
    this.#calmSince = Number.NaN;
    if (Number.isNaN(this.#loudSince) && times >= (humming ? LOUDER_HUMMING : LOUDER)) this.#loudSince = at;
    if (at - this.#loudSince > BELIEVED) this.#believe();
  }

  /** Since when there has been no contact; NaN while there is. */
  since(now: Seconds): Seconds {
    return now - this.#loudSince >= LASTING ? this.#loudSince : Number.NaN;
  }

  /** How many times the usual the differences are. */
  get times(): number {
    return this.#present.value / this.#usual.value;
  }

  persist(snapshot: Snapshot): void {
    this.#loudSince = snapshot.number("loudSince", this.#loudSince);
    this.#calmSince = snapshot.number("calmSince", this.#calmSince);
    snapshot.part("present", this.#present);
    snapshot.part("usual", this.#usual);
  }

  /** A short loud stretch is forgotten with the first calm; one that was told must have been calm for a while. */
  #calm(at: Seconds): void {
    if (Number.isNaN(this.#calmSince)) this.#calmSince = at;
    if (at - this.#loudSince < LASTING || at - this.#calmSince > CALM) {
      this.#loudSince = Number.NaN;
      this.#calmSince = Number.NaN;
    }
  }

  #believe(): void {
    this.#usual.seed(this.#usual.count, this.#present.value);
    this.#loudSince = Number.NaN;
  }
}
