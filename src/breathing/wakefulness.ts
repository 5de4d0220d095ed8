import { HOUR, type Seconds } from "../domain/time.js";

/** However long somebody wants the node awake, no pause is left out later than so long after it was asked. */
export const LONGEST_AWAKE: Seconds = 6 * HOUR;

/** Nothing reaches so far back. */
const LONG_AGO: Seconds = Number.NEGATIVE_INFINITY;

/**
 * Who keeps the node from its pauses, and till when: reflexes, each for a while, and people, who hold it till a time and may let go of
 * it again. Both are bounded, and neither outlives a restart.
 */
export class Wakefulness {
  #asked = LONG_AGO;
  #held = LONG_AGO;
  /** The time that the latest hold named. */
  #named: Seconds | undefined;

  /** For so long from now. Asking again never makes it shorter. */
  ask(seconds: Seconds, now: Seconds): void {
    this.#forget(now);
    this.#asked = Math.max(this.#asked, now + Math.min(Math.max(0, seconds), LONGEST_AWAKE));
  }

  /**
   * Till then; undefined: it is taken back. The latest hold counts. The same one is handed over anew with every connection: heard
   * again, it holds no longer than it did.
   */
  hold(until: Seconds | undefined, now: Seconds): void {
    this.#forget(now);
    if (until !== undefined && until === this.#named) return;
    this.#named = until;
    this.#held = until === undefined ? LONG_AGO : Math.min(until, now + LONGEST_AWAKE);
  }

  /** Till when no pause begins; undefined when the next one comes as usual. */
  until(now: Seconds): Seconds | undefined {
    this.#forget(now);
    const until = Math.max(this.#asked, this.#held);
    return until > now ? until : undefined;
  }

  /** Till when people hold it. */
  heldUntil(now: Seconds): Seconds | undefined {
    this.#forget(now);
    return this.#held > now ? this.#held : undefined;
  }

  /** What reaches further than anybody may ask was asked before the clock was set back, and would never end. */
  #forget(now: Seconds): void {
    const furthest = now + LONGEST_AWAKE;
    if (this.#asked > furthest) this.#asked = LONG_AGO;
    if (this.#held > furthest) this.#held = LONG_AGO;
  }
}
