import type { Seconds } from "../domain/time.js";

/** The other nodes of the site, as far as one may ask them something. */
export interface Neighbours {
  /**
   * Asks them to listen closely for `seconds`. Goes out with the radio; what they tell comes as percepts of `neighbour/<id>`, if it
   * comes. Never throws.
   */
  ask(seconds: Seconds, reason: string): void;
}
