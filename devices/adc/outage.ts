import { HOUR, type Seconds } from "../../src/domain/time.js";

/** So many failed rows in a row, and the bus is opened anew; from then on the chip is tried once in `RETRY_EVERY`. */
const PATIENT_ROWS = 3;
const RETRY_EVERY: Seconds = 1;
/** A chip that stays away is told again so often. */
const REMIND_EVERY: Seconds = HOUR;

/** How long a chip has not answered, and what follows from it: one fault is told once, however many rows it costs. */
export class Outage {
  #failedRows = 0;
  #toldAt: Seconds | undefined;
  #retryAt: Seconds = Number.NEGATIVE_INFINITY;

  get isOn(): boolean {
    return this.#failedRows > 0;
  }

  /** One more row failed. Is that worth telling, and should the bus be opened anew? */
  failed(at: Seconds): { tell: boolean; reopen: boolean } {
    const tell = this.#toldAt === undefined || Math.abs(at - this.#toldAt) >= REMIND_EVERY;
    if (tell) this.#toldAt = at;
    const reopen = ++this.#failedRows >= PATIENT_ROWS;
    if (reopen) this.#retryAt = at + RETRY_EVERY;
    return { tell, reopen };
  }

  /** A whole row came. */
  over(): void {
    this.#failedRows = 0;
    this.#toldAt = undefined;
    this.#retryAt = Number.NEGATIVE_INFINITY;
  }

  /** Who begins to listen anew is told anew. */
  listenAnew(): void {
    this.#toldAt = undefined;
  }

  /** Too early for another try? Both ends are asked, for a clock that was set back must not keep the chip waiting until then. */
  isResting(at: Seconds): boolean {
    return at < this.#retryAt && at >= this.#retryAt - RETRY_EVERY;
  }
}
