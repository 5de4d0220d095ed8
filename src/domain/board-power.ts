import type { Seconds } from "./time.js";

/** What a board draws at rest, and what it costs to switch it off and on again. Of what nobody measured there is no figure. */
export interface BoardPower {
  /** Watts while the node rests and everything it can spare is turned down. */
  readonly idleWatts?: number;
  /** Watts while it is off and waits for its alarm. */
  readonly offWatts?: number;
  /** Joules from the alarm to the node's first inhale, the shutdown before it included. */
  readonly bootJoules?: number;
  /** How long that takes. */
  readonly bootSeconds?: Seconds;
}
