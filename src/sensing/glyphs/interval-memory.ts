import type { GlyphSettings } from "../../domain/glyph-settings.js";
import type { Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { NO_TIME_SPAN, persistTimeSpan, type TimeSpan } from "./spans.js";

/** About so many intervals decide the mean. */
const MEMORY = 20;
/** What is usual counts as so many of them: the first burst of a fresh electrode must not pass for its pace. */
const USUAL_COUNTS = 4;

/** So many deaf stretches are held apart; older ones end before any spike that may still come, and are only summed up. */
const DEAF_KEPT = 32;

/**
 * An electrode's own running mean interval between spikes, from onset to onset, in the time that was listened: what went by
 * unheard does not count. Bounded to what is believable for its kind of life.
 */
export class IntervalMemory implements Persistent {
  readonly #bounds: GlyphSettings["interval"];
  #mean: Seconds;
  #count = 0;
  #last: Seconds = Number.NaN;
  /** Since the last onset: time not listened to, as a sum and as the latest stretches. */
  #deafFor: Seconds = 0;
  #deaf: TimeSpan[] = [];

  constructor(bounds: GlyphSettings["interval"]) {
    this.#bounds = bounds;
    this.#mean = bounds.usual;
  }

  get mean(): Seconds {
    return Math.min(Math.max(this.#mean, this.#bounds.least), this.#bounds.most);
  }

  /** From `start` to `end` nobody listened. Told in the order of time. */
  addUnheard(start: Seconds, end: Seconds): void {
    if (Number.isNaN(this.#last)) return;
    this.#deaf.push({ start, end });
    if (this.#deaf.length <= DEAF_KEPT) return;
    const oldest = this.#deaf.shift()!;
    this.#deafFor += Math.max(0, oldest.end - Math.max(oldest.start, this.#last));
  }

  /** A spike. A night of silence is no interval: what is beyond belief counts as the most. */
  addSpike(onset: Seconds): void {
    if (!Number.isNaN(this.#last)) this.#learn(onset - this.#last - this.#deafUntil(onset));
    this.#last = onset;
    this.#deafFor = 0;
    this.#deaf = this.#deaf.filter(({ end }) => end > onset);
  }

  persist(snapshot: Snapshot): void {
    this.#mean = snapshot.number("mean", this.#mean);
    this.#count = snapshot.number("count", this.#count);
    this.#last = snapshot.number("last", this.#last);
    this.#deafFor = snapshot.number("deafFor", this.#deafFor);
    this.#deaf = snapshot.list("deaf", this.#deaf, NO_TIME_SPAN, persistTimeSpan);
  }

  #deafUntil(onset: Seconds): Seconds {
    let sum = this.#deafFor;
    for (const { start, end } of this.#deaf) sum += Math.max(0, Math.min(end, onset) - Math.max(start, this.#last));
    return sum;
  }

  #learn(interval: Seconds): void {
    this.#count++;
    const share = 1 / Math.min(this.#count + USUAL_COUNTS, MEMORY);
    this.#mean += (Math.min(Math.max(interval, 0), this.#bounds.most) - this.#mean) * share;
  }
}
