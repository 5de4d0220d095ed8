import { panelWatts } from "../../../breathing/energy/solar.js";
import type { PanelSettings } from "../../../domain/energy.js";
import { DAY, HOUR, type Seconds } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";

/** The sun is taken to shine from 6 to 18 h all year: what changes with the month is how much. */
const RISES: Seconds = 6 * HOUR;
const SETS: Seconds = 18 * HOUR;
/** A dull day brings so much of the month's mean, a bright one so much more. */
const DULL = 0.2;

/** What a panel brings, day after day: the month's mean, more or less of it by the weather, in the hours of light alone. */
export class Weather {
  readonly #panel: PanelSettings;
  readonly #days: Float64Array;
  readonly #start: Seconds;

  constructor(panel: PanelSettings, start: Seconds, days: number, random: Random) {
    this.#panel = panel;
    this.#start = Math.floor(start / DAY) * DAY;
    this.#days = Float64Array.from({ length: days + 1 }, () => DULL + 2 * (1 - DULL) * random.next());
  }

  /** Joules from one time to another. */
  joules(from: Seconds, to: Seconds): number {
    let sum = 0;
    for (let at = from; at < to; ) {
      const day = Math.floor(at / DAY) * DAY;
      const until = Math.min(to, day + DAY);
      const bright = this.#days[Math.round((day - this.#start) / DAY)] ?? 1;
      sum += panelWatts(this.#panel, at) * DAY * bright * (risen(until - day) - risen(at - day));
      at = until;
    }
    return sum;
  }
}

/** The share of a day's sun that has come by a time of day: half a sine from rise to set. */
function risen(time: Seconds): number {
  const part = Math.min(1, Math.max(0, (time - RISES) / (SETS - RISES)));
  return (1 - Math.cos(Math.PI * part)) / 2;
}
