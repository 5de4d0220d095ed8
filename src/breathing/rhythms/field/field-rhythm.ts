import { DAY, MINUTE, type Seconds } from "../../../domain/time.js";
import { CYCLES, periodsBetween, strongest } from "./evidence.js";
import { Onsets } from "./onsets.js";
import { type Votes, votes } from "./votes.js";

/** It is let go of below this Rayleigh z: what chance alone reaches at a period that is known in one look of fifty. */
const HOLDS = 4;
/** The beat is where the latest cycles say: a rhythm that drifts has left where it was eight cycles ago. */
const LATEST = 4;
/** How far a period may be followed between two looks, each way, and in which steps. */
const FOLLOWS = 0.12;
const STEP = 0.01;

/** The rhythm of the field, as far as it is known. */
export interface FieldBeat {
  readonly period: Seconds;
  /** A time at which it beats: others lie whole periods before and after. */
  readonly beat: Seconds;
}

/** What a node keeps of it over a restart. */
export interface KeptField {
  readonly onsets: Readonly<Record<string, readonly Seconds[]>>;
  readonly locked: FieldBeat | null;
}

export const NO_FIELD: KeptField = { onsets: {}, locked: null };

/**
 * Listens for one rhythm in the onsets of life on all electrodes. A bank of hypotheses, one for each period from minutes to a day, is
 * asked at each look; the one that chance explains worst locks if chance explains it badly enough, and is then followed.
 */
export class FieldRhythm {
  readonly #onsets: Onsets;
  readonly #periods: readonly Seconds[];
  readonly #electrodes: number;
  #locked: FieldBeat | undefined;
  #coherence = 0;

  /** Periods outside of 5 min to a day are not looked for. `electrodes`: how many the node has; with one, it speaks for itself. */
  constructor(options: { shortest: Seconds; longest: Seconds; electrodes: number; kept?: KeptField }) {
    const { shortest, longest, electrodes, kept = NO_FIELD } = options;
    this.#onsets = new Onsets(kept.onsets);
    this.#periods = periodsBetween(Math.max(shortest, 5 * MINUTE), Math.min(longest, DAY));
    this.#electrodes = electrodes;
    this.#locked = kept.locked ?? undefined;
  }

  /** Life began on an electrode. */
  onset(electrode: string, at: Seconds): void {
    this.#onsets.add(electrode, at);
  }

  /** Its time was wrong by so much. */
  moved(shift: Seconds): void {
    this.#onsets.moved(shift);
    if (this.#locked !== undefined) this.#locked = { ...this.#locked, beat: this.#locked.beat + shift };
  }

  /** Weighs what was heard: once a breath is often enough. */
  look(now: Seconds): void {
    this.#onsets.forgetAfter(now);
    const found = strongest(this.#onsets, this.#periods, this.#electrodes, now);
    const period = found?.period ?? this.#locked?.period;
    this.#locked = undefined;
    this.#coherence = 0;
    if (period === undefined) return;
    const followed = this.#around(period, now);
    if (followed.votes.first < HOLDS) return;
    const latest = votes(this.#onsets.all, followed.period, now - LATEST * followed.period, now);
    const { beat } = latest.electrodes > 0 ? latest : followed.votes;
    this.#locked = { period: followed.period, beat };
    this.#coherence = coherenceOf(followed.votes);
  }

  /** Undefined while the field has none, or none that could not be chance. */
  get locked(): FieldBeat | undefined {
    return this.#locked;
  }

  /** 0, nothing is locked, to 1, every onset falls on the beat: the mean length of what the electrodes say, less what chance would give. */
  get coherence(): number {
    return this.#coherence;
  }

  get kept(): KeptField {
    return { onsets: this.#onsets.list, locked: this.#locked ?? null };
  }

  /** The likeliest period near one. */
  #around(period: Seconds, now: Seconds): { readonly period: Seconds; readonly votes: Votes } {
    const at = (p: Seconds) => ({ period: p, votes: votes(this.#onsets.all, p, now - CYCLES * p, now) });
    let best = at(period);
    for (let by = -FOLLOWS; by <= FOLLOWS + STEP / 2; by += STEP) {
      const other = at(period * (1 + by));
      if (other.votes.first + other.votes.second > best.votes.first + best.votes.second) best = other;
    }
    return best;
  }
}

function coherenceOf({ first, most }: Votes): number {
  return most <= 1 ? 0 : Math.sqrt(Math.min(1, Math.max(0, (first - 1) / (most - 1))));
}
