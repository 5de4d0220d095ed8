import { HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import { type Onset, SURENESS } from "../slots/onset.js";

/** So many of an electrode's latest onsets are kept. */
const KEPT = 256;
/** What is usual on an electrode is what it did in so long. */
const USUAL: Seconds = 2 * HOUR;
/** Onsets of one electrode so near each other are one: a pulse is heard some seconds behind the onset of its spike. */
const SAME: Seconds = 12;
/** A spike is found within so long of its onset: what is none by then was noise, or one of many in a burst. */
const FOUND: Seconds = 4 * MINUTE;

/** Of each electrode: what was heard to begin there, in the order of time. */
export type OnsetLists = readonly (readonly Onset[])[];

/** What was heard, for who looks for the evidence of a claim. */
export interface Heard {
  /** All of it from `since` on, sure or not. */
  since(since: Seconds): OnsetLists;
  /** The spikes from `since` on, and what may still become one. */
  spikesSince(since: Seconds): OnsetLists;
  /** Of each electrode: how many spikes came before that time in as long as from then until now, by its usual pace. */
  usual(since: Seconds): readonly number[];
}

/** When something began on each electrode, as the senses heard it. */
export class Onsets implements Heard {
  readonly #held: Onset[][];
  #end: Seconds = Number.NEGATIVE_INFINITY;

  constructor(electrodes: number) {
    this.#held = Array.from({ length: electrodes }, () => []);
  }

  /** The slot that ends then is over, and this was heard in it. */
  addSlot(end: Seconds, onsets: readonly Onset[]): void {
    // The clock was set back: what was has no place in the new time.
    if (end < this.#end) for (const held of this.#held) held.length = 0;
    this.#end = end;
    for (const onset of onsets) add(this.#held[onset.electrode]!, onset);
  }

  since(since: Seconds): OnsetLists {
    return this.#held.map((held) => held.filter(({ at }) => at >= since));
  }

  spikesSince(since: Seconds): OnsetLists {
    const young = this.#end - FOUND;
    const counts = (onset: Onset) => isSpike(onset) || (onset.sureness === "likely" && onset.at >= young);
    return this.since(since).map((held) => held.filter(counts));
  }

  /** The same of these electrodes alone, as if on the others there were nothing. */
  only(electrodes: readonly number[]): Heard {
    const among = (lists: OnsetLists) => lists.map((list, electrode) => (electrodes.includes(electrode) ? list : []));
    return {
      since: (since) => among(this.since(since)),
      spikesSince: (since) => among(this.spikesSince(since)),
      usual: (since) => this.usual(since),
    };
  }

  usual(since: Seconds): readonly number[] {
    const share = (this.#end - since) / USUAL;
    const before = ({ at }: Onset) => at < since && at >= since - USUAL;
    return this.#held.map((held) => share * held.filter((onset) => isSpike(onset) && before(onset)).length);
  }
}

function isSpike({ sureness }: Onset): boolean {
  return sureness === "spike";
}

function add(held: Onset[], onset: Onset): void {
  const near = held.findIndex(({ at }) => Math.abs(at - onset.at) <= SAME);
  const known = held[near];
  if (known === undefined) held.splice(held.findLastIndex(({ at }) => at <= onset.at) + 1, 0, onset);
  // What was heard as it began is known better once more of it was heard.
  else if (SURENESS.indexOf(onset.sureness) > SURENESS.indexOf(known.sureness)) held[near] = onset;
  if (held.length > KEPT) held.shift();
}
