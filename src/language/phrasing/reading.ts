import type { EventName } from "../../domain/reading.js";
import type { Grammar } from "../catalogue/grammar.js";
import type { ReadingWords } from "../catalogue/readings.js";

/** The evidence in words. */
export interface EvidenceInWords {
  readonly where: string;
  readonly order: string;
  /** `7 onsets` */
  readonly onsets: string;
  /** `, some 2 min apart`, or nothing where that is not known. */
  readonly apart: string;
  readonly lag: string;
  /** `2 h`, or nothing where there were less than two onsets. */
  readonly length: string;
}

/** What a language says of a reading, piece by piece. */
export interface ReadingPhrases {
  onsets(count: number): string;
  apart(interval: string): string;
  lag(lag: string): string;
  sure(share: string): string;
  bits(bits: string): string;
  woken(why: string): string;
  readonly events: Readonly<Record<EventName, (evidence: EvidenceInWords) => string>>;
}

/** A reading's sentence is built alike in all languages. */
export function readingWith(phrases: ReadingPhrases, grammar: Grammar): ReadingWords {
  return ({ event, confidence, surprise, why }, { electrodes, order, onsets, interval, lag, length }) => {
    const claim = phrases.events[event]({
      where: grammar.list(electrodes),
      order: (order.length > 0 ? order : electrodes).join(" → "),
      onsets: phrases.onsets(onsets),
      apart: Number.isNaN(interval) ? "" : phrases.apart(grammar.duration(interval)),
      lag: Number.isNaN(lag) ? "" : phrases.lag(grammar.duration(lag)),
      length: length > 0 ? grammar.duration(length) : "",
    });
    const sure = phrases.sure(`${Math.round(confidence * 100)} %`);
    return `${claim} (${sure}, ${phrases.bits(grammar.fixed(surprise, 1))}; ${phrases.woken(why)}).`;
  };
}
