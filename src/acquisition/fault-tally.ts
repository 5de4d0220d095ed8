import { HOUR, type Seconds } from "../domain/time.js";

/** So many of a device's faults are told one by one, in so long; of more, those by which they have doubled. */
const EACH = 64;
const ANEW_EVERY: Seconds = HOUR;

/**
 * Which faults are worth telling: a reflex may count them, and a broken cable must not fill the card. Every hour the count begins
 * anew, so that what fails for the second time in a season is heard as well.
 */
export class FaultTally {
  readonly #devices = new Map<string, { since: Seconds; faults: number }>();

  /** One more. */
  worthTelling(device: string, at: Seconds): boolean {
    let tally = this.#devices.get(device);
    if (tally === undefined || Math.abs(at - tally.since) >= ANEW_EVERY) {
      tally = { since: at, faults: 0 };
      this.#devices.set(device, tally);
    }
    const n = ++tally.faults;
    return n <= EACH || (n & (n - 1)) === 0;
  }
}
