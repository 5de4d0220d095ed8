import type { Profile } from "../../domain/electrode.js";
import { MINUTE, type Seconds } from "../../domain/time.js";

/** The time scales of a kind of life. */
export interface TimeScales {
  /**
   * Samples a second that the detector works on; faster input is filtered down to it, slower is taken as it is. In Hz. Rises
   * of 2 to 300 working samples are found.
   */
  readonly workingRate: number;
  /** A second search runs on means, so many a second, for rises of 2 to 300 of those; absent where one reaches far enough. In Hz. */
  readonly slowRate?: number;
  /** Smoothing before the level is followed. */
  readonly smooth: Seconds;
  /** Time constant of the level that spikes stand on. */
  readonly level: Seconds;
}

/**
 * `fungus`: rises from 2 s to 5 min (*Schizophyllum commune*; Adamatzky 2022, R. Soc. Open Sci. 9:211926).
 *
 * `plant`: from 50 ms to 5 min, since plants have it all: an action potential of *Dionaea* peaks after 0.1 s and is over in 1.5 s
 * (Stuhlman and Darden 1950, Science 111:491), one of a tomato has a half-time of half a minute (Macedo et al. 2015, Acta Physiol.
 * Plant. 37:207), a variation potential lasts for minutes (Roblin 1985, Plant Cell Physiol. 26:455).
 *
 * `fast`: everything ten times faster: from 5 ms to 30 s.
 */
export const TIME_SCALES: Readonly<Record<Profile, TimeScales>> = {
  fungus: { workingRate: 1, smooth: 12, level: 5 * MINUTE },
  plant: { workingRate: 40, slowRate: 1, smooth: 1, level: 30 },
  fast: { workingRate: 400, slowRate: 10, smooth: 0.1, level: 3 },
};
