import type { Language } from "../../domain/language.js";
import type { EventName } from "../../domain/reading.js";
import { spoken } from "../../domain/time.js";
import type { ClaimEvidence } from "./evidence.js";

/** What is said of a claim beside its evidence. */
export interface SaidOf {
  readonly event: EventName;
  /** 0 to 1. */
  readonly confidence: number;
  /** Of the glyphs that came, in bits. */
  readonly surprise: number;
  /** The glyphs that woke the reader: `silence spike stir`. */
  readonly why: string;
}

/**
 * The translation: one sentence with its evidence, in a person's language. It says what was measured, how sure the reader is, and
 * what woke it; never more than that.
 */
export function translate(
  { event, confidence, surprise, why }: SaidOf,
  evidence: ClaimEvidence,
  language: Language,
): string {
  const tongue = TONGUES[language];
  const sure = `${Math.round(confidence * 100)} %`;
  const bits = surprise.toFixed(1).replace(".", tongue.point);
  return `${tongue.events[event](tell(evidence, tongue))} (${tongue.sure(sure)}, ${tongue.bits(bits)}; ${tongue.woken(why)}).`;
}

/** The evidence in words. */
interface ToldEvidence {
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

function tell(evidence: ClaimEvidence, tongue: Tongue): ToldEvidence {
  const { electrodes, order, onsets, interval, lag, length } = evidence;
  return {
    where: list(electrodes, tongue.and),
    order: order.length > 0 ? order.join(" → ") : electrodes.join(" → "),
    onsets: tongue.onsets(onsets),
    apart: Number.isNaN(interval) ? "" : tongue.apart(tongue.duration(interval)),
    lag: Number.isNaN(lag) ? "" : tongue.lag(tongue.duration(lag)),
    length: length > 0 ? tongue.duration(length) : "",
  };
}

function list(names: readonly string[], and: string): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
}

interface Tongue {
  readonly and: string;
  readonly point: string;
  duration(seconds: number): string;
  onsets(count: number): string;
  apart(interval: string): string;
  lag(lag: string): string;
  sure(share: string): string;
  bits(bits: string): string;
  woken(why: string): string;
  readonly events: Readonly<Record<EventName, (told: ToldEvidence) => string>>;
}

const ENGLISH: Tongue = {
  and: "and",
  point: ".",
  duration: spoken,
  onsets: (count) => (count === 1 ? "1 onset" : `${count} onsets`),
  apart: (interval) => `, some ${interval} apart`,
  lag: (lag) => `, some ${lag} from one to the next`,
  sure: (share) => `${share} sure`,
  bits: (bits) => `surprise ${bits} bits`,
  woken: (why) => `woken by: ${why}`,
  events: {
    quiet: ({ where }) => `Nothing but quiet on ${where}`,
    rhythm: ({ where, onsets, apart }) => `A steady rhythm on ${where}: ${onsets}${apart}`,
    irregular: ({ where, onsets, length }) =>
      `Spikes without a rhythm on ${where}: ${onsets}${length && ` in ${length}`}`,
    burst: ({ where, length }) => `A burst on ${where}${length && `, dense for ${length}`}`,
    artefact: ({ where }) => `Handling, no life: ${where} jumped at once`,
    wave: ({ order, lag }) => `A wave travels ${order}${lag}`,
    scatter: ({ order, lag }) =>
      `The same stirring on one electrode after another in no order of place: ${order}${lag}`,
  },
};

const SWEDISH: Tongue = {
  and: "och",
  point: ",",
  duration: (seconds) => spoken(seconds).replace(".", ",").replace(/ h$/, " tim").replace(/ d$/, " dygn"),
  onsets: (count) => (count === 1 ? "1 insats" : `${count} insatser`),
  apart: (interval) => `, med ungefär ${interval} emellan`,
  lag: (lag) => `, ungefär ${lag} från den ena till nästa`,
  sure: (share) => `${share} säker`,
  bits: (bits) => `överraskning ${bits} bitar`,
  woken: (why) => `väckt av: ${why}`,
  events: {
    quiet: ({ where }) => `Bara stillhet på ${where}`,
    rhythm: ({ where, onsets, apart }) => `En jämn rytm på ${where}: ${onsets}${apart}`,
    irregular: ({ where, onsets, length }) => `Spikar utan rytm på ${where}: ${onsets}${length && ` på ${length}`}`,
    burst: ({ where, length }) => `En skur på ${where}${length && `, tät i ${length}`}`,
    artefact: ({ where }) => `Beröring, inget liv: ${where} hoppade på en gång`,
    wave: ({ order, lag }) => `En våg vandrar ${order}${lag}`,
    scatter: ({ order, lag }) =>
      `Samma rörelse på den ena elektroden efter den andra, utan ordning i rummet: ${order}${lag}`,
  },
};

const TONGUES: Readonly<Record<Language, Tongue>> = { en: ENGLISH, sv: SWEDISH };
