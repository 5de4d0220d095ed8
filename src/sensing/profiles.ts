import type { Profile } from "../domain/electrode.js";
import { MINUTE, type Seconds } from "../domain/time.js";

/** The time scales of a kind of life. */
export interface Temper {
  /**
   * Samples a second that the detector works on; faster input is filtered down to it, slower is taken as it is. In Hz. Rises
   * of 2 to 300 working samples are found.
   */
  readonly workingRate: number;
  /** Smoothing before the level is followed. */
  readonly smooth: Seconds;
  /** Time constant of the level that spikes stand on. */
  readonly level: Seconds;
}

/**
 * `fungus`: intervals of *Schizophyllum commune* (Adamatzky 2022, R. Soc. Open Sci. 9:211926: mean 41 min, spikes of minutes).
 * `plant`: action and variation potentials of seconds to minutes. `fast`: everything ten times faster still.
 */
export const TEMPERS: Readonly<Record<Profile, Temper>> = {
  fungus: {
    workingRate: 1,
    smooth: 12,
    level: 5 * MINUTE,
  },
  plant: {
    workingRate: 40,
    smooth: 0.2,
    level: 8,
  },
  fast: {
    workingRate: 100,
    smooth: 0.02,
    level: 1,
  },
};
