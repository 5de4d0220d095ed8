import type { EventName } from "../../domain/reading.js";
import { MINUTE, type Seconds } from "../../domain/time.js";
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
  /** Where too little of it was heard: `Perhaps a rhythm on e1, but too little of it was heard`. */
  perhaps(what: string, where: string): string;
  /** Bare, in such a sentence: `a rhythm`. */
  readonly names: Readonly<Record<EventName, string>>;
  readonly events: Readonly<Record<EventName, (evidence: EvidenceInWords) => string>>;
}

/** A reading's sentence is built alike in all languages. */
export function readingWith(phrases: ReadingPhrases, grammar: Grammar): ReadingWords {
  return ({ event, confidence, surprise, why }, { electrodes, order, onsets, interval, lag, length, isThin }) => {
    const where = grammar.list(electrodes);
    const told = phrases.events[event]({
      where,
      order: (order.length > 0 ? order : electrodes).join(" → "),
      onsets: phrases.onsets(onsets),
      apart: Number.isNaN(interval) ? "" : phrases.apart(pace(interval, grammar)),
      lag: Number.isNaN(lag) ? "" : phrases.lag(pace(lag, grammar)),
      length: length > 0 ? pace(length, grammar) : "",
    });
    const claim = isThin ? phrases.perhaps(phrases.names[event], where) : told;
    const sure = phrases.sure(`${Math.round(confidence * 100)} %`);
    return `${claim} (${sure}, ${phrases.bits(grammar.fixed(surprise, 1))}; ${phrases.woken(why)}).`;
  };
}

/** `85 s`, `2.4 min`, `12 min`: what beats or travels is told so that it can be checked, where whole minutes would be too coarse. */
function pace(time: Seconds, grammar: Grammar): string {
  const exact = time >= 90 && time < 10 * MINUTE;
  return exact ? `${grammar.fixed(time / MINUTE, 1)} min` : grammar.duration(time);
}
