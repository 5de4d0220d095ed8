import type { EventName, Reading } from "../../domain/reading.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import type { ClaimEvidence } from "./evidence.js";

/** What is told, of a claim or to who asked. */
export interface Told {
  readonly event: EventName;
  readonly confidence: number;
  readonly start: Seconds;
  readonly decided: Seconds;
  /** Undefined where too little was heard to bear it out. */
  readonly evidence: ClaimEvidence | undefined;
  /** Where that is, or where nothing but quiet was read. */
  readonly among: readonly number[];
  readonly surprise: number;
  readonly why: string;
  readonly embedding: Float32Array | undefined;
}

/** Makes the reading that goes out: names in the place of electrodes' numbers, figures to three digits, and the sentence. */
export function makeReading(told: Told, names: readonly string[], words: Pick<Catalogue, "reading">): Reading {
  const { event, start, decided, evidence, why, embedding } = told;
  const named = (electrodes: readonly number[]) => electrodes.map((electrode) => names[electrode]!);
  const electrodes = named(
    evidence === undefined || evidence.electrodes.length === 0 ? told.among : evidence.electrodes,
  );
  const order = named(evidence?.order ?? []);
  const onsets = evidence?.onsets ?? [];
  // Another kind of processor adds in another order: the digits behind these are its own.
  const confidence = round(told.confidence);
  const surprise = round(told.surprise);
  const text = words.reading(
    { event, confidence, surprise, why },
    {
      ...{ electrodes, order, onsets: onsets.length, isThin: evidence === undefined },
      ...{ interval: evidence?.interval ?? Number.NaN, lag: evidence?.lag ?? Number.NaN },
      length: onsets.length > 1 ? onsets.at(-1)! - onsets[0]! : 0,
    },
  );
  return {
    ...{ event, confidence, surprise, electrodes, start, end: decided, decided, text },
    ...(onsets.length > 0 && { evidence: { electrodes: order.length > 0 ? order : electrodes, onsets } }),
    ...(embedding && { embedding: [...embedding] }),
  };
}

/** To three digits. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
