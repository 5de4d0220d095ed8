import type { Profile } from "../domain/electrode.js";
import { HOUR, MINUTE, type Seconds } from "../domain/time.js";

/** The time scales of a kind of life, and the thresholds that go with them. All in local noise σ, none in millivolts. */
export interface Temper {
  /** Samples a second that the detector works on; faster input is averaged down to it, slower is taken as it is. In Hz. */
  readonly workingRate: number;
  /** Smoothing before anything is looked for. */
  readonly smooth: Seconds;
  /** Time constant of the level that spikes stand on. */
  readonly level: Seconds;
  /** A spike rises above this many σ … */
  readonly threshold: number;
  /** … and is no shorter and no longer than this, from onset to end. */
  readonly shortest: Seconds;
  readonly longest: Seconds;
  /** Nothing arrived for so long: a gap. */
  readonly gapAfter: Seconds;
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
    threshold: 5,
    shortest: 12,
    longest: HOUR,
    gapAfter: 10,
  },
  plant: {
    workingRate: 20,
    smooth: 0.2,
    level: 8,
    threshold: 5,
    shortest: 0.15,
    longest: 2 * MINUTE,
    gapAfter: 2,
  },
  fast: {
    workingRate: 100,
    smooth: 0.02,
    level: 1,
    threshold: 5,
    shortest: 0.03,
    longest: 20,
    gapAfter: 1,
  },
};
