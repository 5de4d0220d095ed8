import { DAY, HOUR, type Seconds, type TimeQuality } from "../../src/domain/time.js";
import type { Random } from "../../src/ports/random.js";
import { anySize } from "./faults.js";

/** The clock of a board between two power cuts: right from the start, or nearly, or not at all before a time server is heard. */
export class BoardClock {
  readonly #first: TimeQuality;
  readonly #firstOffBy: Seconds;
  readonly #learns: Seconds;

  /** @param now true time */
  constructor(random: Random, now: Seconds) {
    const kind = random.next();
    this.#first = kind < 0.4 ? "ntp" : kind < 0.6 ? "rtc" : "floor";
    this.#learns = now + anySize(random, 10, 12 * HOUR);
    if (this.#first === "ntp") this.#firstOffBy = 0;
    else if (this.#first === "rtc") this.#firstOffBy = (random.next() - 0.5) * 600;
    // It begins where it was when it was last written down, or where the epoch did.
    else this.#firstOffBy = random.next() < 0.5 ? -anySize(random, 10, DAY) : -now;
  }

  quality(now: Seconds): TimeQuality {
    return now < this.#learns ? this.#first : "ntp";
  }

  /** How far it is off. */
  offBy(now: Seconds): Seconds {
    return now < this.#learns ? this.#firstOffBy : 0;
  }
}
