import type { Seconds } from "./time.js";

/** The page of the day: what changed, what was learnt and lost, what is worth looking at, and what nobody heard. */
export interface Morning {
  /** What happened in this time is told. It may be longer than a day, of a node that was off when a page was due. */
  readonly from: Seconds;
  readonly to: Seconds;
  /** Each electrode's last day, a day long at most, against its own days before. In the order in which they were first heard. */
  readonly electrodes: readonly ElectrodeDay[];
  /** New insights, and those that are no longer true or were forgotten, each in a sentence. */
  readonly learnt: readonly Told[];
  readonly lost: readonly Told[];
  /** At most three, in the order in which they came. */
  readonly moments: readonly Moment[];
  /** In the order in which they began. */
  readonly unheard: readonly Unheard[];
}

export interface Told {
  readonly id: string;
  readonly sentence: string;
}

/** What an electrode was like in a day, and what is usual for it. */
export interface ElectrodeDay {
  readonly electrode: string;
  /** So long it was heard in that day. */
  readonly heard: Seconds;
  /** So many days before it, of the last fourteen, were heard well enough to compare with. */
  readonly days: number;
  /** Spikes an hour that it was heard. */
  readonly rate: DayFact;
  /** The mean height of its spikes, in mV. */
  readonly amplitude: DayFact;
  /** Its level at rest, in mV. */
  readonly level: DayFact;
  /** The shape of most of its spikes, such as `+slow`; absent where none has the most, or too few came. */
  readonly shape?: string;
  /** The same in the days before. */
  readonly usualShape?: string;
  /** The hours (of the day, UTC) in which it is liveliest, day after day. */
  readonly liveliest?: { readonly from: number; readonly to: number };
}

export interface DayFact {
  /** Absent where too little was heard. */
  readonly value?: number;
  /** The mean of the days before; absent where there is none. */
  readonly usual?: number;
  /** Its own days before do not explain it. */
  readonly changed?: "more" | "less";
}

/** Something that had the attention. */
export interface Moment {
  /** The thread that followed it. */
  readonly thread: string;
  readonly electrodes: readonly string[];
  /** What the thread was about, in a sentence. */
  readonly text: string;
  readonly from: Seconds;
  readonly until: Seconds;
  /** The highest that the thread had, 0 to 1. */
  readonly salience: number;
  /** The raw signal to look at: a little more than the moment, and not endless. */
  readonly raw: { readonly from: Seconds; readonly until: Seconds };
}

/** A time in which electrodes were not heard. */
export interface Unheard {
  readonly electrodes: readonly string[];
  /** No electrode was. */
  readonly all: boolean;
  readonly from: Seconds;
  readonly until: Seconds;
  /** What was the matter most often then, if anything was told: `gap`, `settling`, `lead-off`. */
  readonly why?: string;
}
