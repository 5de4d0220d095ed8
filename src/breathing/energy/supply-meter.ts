import type { Seconds } from "../../domain/time.js";
import type { Supply } from "../../ports/power-board.js";

/** No board of this table draws more: what says so is no reading. In watts. */
const MOST_WATTS = 60;
/** Between two readings that are further apart nobody knows what was drawn. */
const LONGEST: Seconds = 6 * 3600;

/** Reads a power board; undefined where nothing can be read. */
export type ReadSupply = () => Promise<Supply | undefined>;

/** What a power board measured between two looks. */
export interface Measured {
  readonly joules: number;
  readonly seconds: Seconds;
}

/**
 * Looks at a power board at the turns of the breath, and takes the power in between for the mean of both ends. While the battery is charged
 * what the board draws cannot be told from what the panel brings: such a stretch is not measured.
 */
export class SupplyMeter {
  readonly #read: ReadSupply;
  readonly #steady: () => Seconds;
  #last: { readonly at: Seconds; readonly watts: number } | undefined;

  /** @param steady how time passes */
  constructor(read: ReadSupply, steady: () => Seconds) {
    this.#read = read;
    this.#steady = steady;
  }

  /** What was drawn since the last look; undefined where one of the two said nothing that can be true. Never rejects. */
  async look(): Promise<Measured | undefined> {
    const at = this.#steady();
    const watts = wattsOf(await this.#read().catch(() => undefined));
    const last = this.#last;
    this.#last = watts === undefined ? undefined : { at, watts };
    if (watts === undefined || last === undefined) return undefined;
    const seconds = at - last.at;
    return seconds > 0 && seconds <= LONGEST ? { joules: ((watts + last.watts) / 2) * seconds, seconds } : undefined;
  }
}

/** What is drawn, in watts; undefined where it cannot be, or the battery is being charged. */
export function wattsOf(supply: Supply | undefined): number | undefined {
  const watts = (supply?.volts ?? Number.NaN) * (supply?.amps ?? Number.NaN);
  return watts >= 0 && watts <= MOST_WATTS ? watts : undefined;
}
