import { EVENTS, type EventName } from "../../domain/reading.js";
import type { Seconds } from "../../domain/time.js";
import type { DecoderSettings } from "../cards/model-card.js";
import { SLOT } from "../slots/features.js";

/** Slots: nobody hears a claim of more than an hour. */
const LONGEST = 110;
/** Of one stretch: the first claim, and two that revise it. */
const MOST_CLAIMS = 3;

/** An event that is claimed, and since when something was heard. */
export interface Claim {
  readonly event: EventName;
  /** Its mean share of the latest readings, 0 to 1. */
  readonly confidence: number;
  readonly start: Seconds;
  readonly decided: Seconds;
  /** Is it the first of its stretch? Later ones put it right. */
  readonly first: boolean;
}

/** A stretch of time in which something is heard. */
interface EventStretch {
  readonly start: Seconds;
  length: number;
  /** Its length when something was heard last, and what it was taken for then. */
  lively: number;
  event: number;
  share: number;
  claims: number;
  claimed: number;
}

/**
 * From readings to claims, slot by slot. A reading stands for a while, then it is quiet. Slots in which an event is likelier than the
 * threshold make a stretch, holes of a few slots included; it is claimed as what had most of its latest readings, once that is sure,
 * or after a while, or when the stretch is over; never as what is not clear. `models/training/decode.py` is the same, for tuning the settings.
 */
export class ClaimDecoder {
  readonly #settings: DecoderSettings;
  /** The reading that stands, and for how many slots it did. */
  readonly #reading = new Float64Array(EVENTS.length);
  #age = Number.POSITIVE_INFINITY;
  /** The latest slots of the stretch, a ring; and their sum. Of each event but quiet. */
  readonly #recent: Float64Array;
  readonly #sum = new Float64Array(EVENTS.length - 1);
  /** In which of them a reading stood, and in how many. */
  readonly #stood: Uint8Array;
  #standing = 0;
  #stretch: EventStretch | undefined;

  constructor(settings: DecoderSettings) {
    this.#settings = settings;
    this.#recent = new Float64Array(settings.recent * (EVENTS.length - 1));
    this.#stood = new Uint8Array(settings.recent);
  }

  /** Since when something is heard; undefined while it is quiet. */
  get since(): Seconds | undefined {
    return this.#stretch?.start;
  }

  /** The next slot is over. `reading`: what was read in it, probabilities in the order of EVENTS, if anything was. */
  addSlot(end: Seconds, reading: Float32Array | undefined): Claim | undefined {
    if (reading !== undefined) {
      this.#reading.set(reading);
      this.#age = 0;
    } else this.#age++;
    const stands = this.#age <= this.#settings.stands;
    const heard = stands && 1 - this.#reading[0]! >= this.#settings.threshold;
    const over = this.#over(end, heard);
    if (this.#stretch === undefined && !heard) return over;
    this.#stretch ??= this.#begin(end);
    const stretch = this.#stretch;
    this.#add(stretch, stands);
    if (heard) stretch.lively = stretch.length;
    // What closes one stretch leaves nothing to claim of the next one's first slot, unless a single slot is enough.
    return over ?? this.#decide(stretch, end, heard);
  }

  #begin(end: Seconds): EventStretch {
    this.#sum.fill(0);
    this.#recent.fill(0);
    this.#stood.fill(0);
    this.#standing = 0;
    return { start: end - SLOT, length: 0, lively: 0, event: 0, share: 0, claims: 0, claimed: -1 };
  }

  /** Ends the stretch if this slot shows that it is over; a claim that still waited is made now. */
  #over(end: Seconds, heard: boolean): Claim | undefined {
    const stretch = this.#stretch;
    if (stretch === undefined) return undefined;
    const quiet = stretch.length - stretch.lively;
    if (stretch.length < LONGEST && (heard || quiet < this.#settings.gap)) return undefined;
    this.#stretch = undefined;
    if (stretch.claims > 0 || stretch.lively < this.#settings.least || stretch.share < this.#settings.clear)
      return undefined;
    return this.#claim(stretch, stretch.event, stretch.share, end);
  }

  #add(stretch: EventStretch, stands: boolean): void {
    const events = this.#sum.length;
    const slot = stretch.length++ % this.#settings.recent;
    this.#standing += (stands ? 1 : 0) - this.#stood[slot]!;
    this.#stood[slot] = stands ? 1 : 0;
    const place = slot * events;
    for (let event = 0; event < events; event++) {
      const share = stands ? this.#reading[event + 1]! : 0;
      this.#sum[event] = this.#sum[event]! + share - this.#recent[place + event]!;
      this.#recent[place + event] = share;
    }
  }

  #decide(stretch: EventStretch, end: Seconds, heard: boolean): Claim | undefined {
    const { least, wait, sure, clear, revise } = this.#settings;
    let event = 0;
    for (let i = 1; i < this.#sum.length; i++) if (this.#sum[i]! > this.#sum[event]!) event = i;
    const share = this.#sum[event]! / Math.max(this.#standing, 1);
    if (heard) {
      stretch.event = event;
      stretch.share = share;
    }
    const ready =
      stretch.claims === 0
        ? stretch.length >= least && share >= clear && (share >= sure || stretch.length >= wait)
        : stretch.claims < MOST_CLAIMS && event !== stretch.claimed && share >= revise;
    return ready ? this.#claim(stretch, event, share, end) : undefined;
  }

  #claim(stretch: EventStretch, event: number, share: number, decided: Seconds): Claim {
    const first = stretch.claims++ === 0;
    stretch.claimed = event;
    return { event: EVENTS[event + 1]!, confidence: share, start: stretch.start, decided, first };
  }
}
