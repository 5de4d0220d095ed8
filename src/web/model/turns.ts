import type { Seconds } from "../../domain/time.js";

/** An hour of signal in a minute, as a piece that `andas voice` makes. */
export const SPEED = 60;
/** What comes now sounds so much later: nobody hears how far messages lie apart. In seconds, as all of the sound. */
const LEAD = 0.15;
/** Nobody waits longer for what was heard late in a backlog: after such a silence it begins anew. */
const LONGEST_WAIT = 20;

/**
 * When tones sound that come in messages: those of a backlog as far from each other as their spikes were, scaled; what lives, when it comes.
 * It never goes back in time.
 */
export class Turns {
  #latest: { readonly signal: Seconds; readonly sound: number } | undefined;

  /** At which second of the sound, whose present is `now`, a moment of the signal is played. */
  at(signal: Seconds, now: number): number {
    const latest = this.#latest;
    const due = latest === undefined ? Number.NaN : latest.sound + (signal - latest.signal) / SPEED;
    const sound = due >= now + LEAD && due <= now + LONGEST_WAIT ? due : now + LEAD;
    this.#latest = { signal, sound };
    return sound;
  }
}
