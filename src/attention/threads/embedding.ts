import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Json, Percept } from "../../domain/percept.js";
import type { Context } from "../kinds/kind.js";

/** A thread keeps so many numbers of a reading, to three digits: enough to say what is alike, and little on the disk. */
const LENGTH = 64;
const DIGITS = 1000;

/** The embedding of a reading's percept, as threads keep it. */
export function embeddingOf({ data }: Percept): readonly number[] | undefined {
  const numbers = numbersIn(data.embedding);
  return numbers?.slice(0, LENGTH).map((one) => Math.round(one * DIGITS) / DIGITS);
}

/** That of the last reading that a thread took in. */
export function embeddingIn(context: Context): readonly number[] | undefined {
  return numbersIn(context.embedding);
}

/**
 * How alike two readings are, 0 to `readingWeight`:
 *
 *     weight · max(0, cosine − alikeFrom) / (1 − alikeFrom)
 *
 * Zero where one of them is missing, or of another model's length.
 */
export function likeness(
  one: readonly number[] | undefined,
  other: readonly number[] | undefined,
  { relevance }: AttentionSettings,
): number {
  if (one === undefined || other === undefined || one.length !== other.length) return 0;
  const beyond = cosine(one, other) - relevance.alikeFrom;
  return beyond > 0
    ? (relevance.readingWeight * Math.min(beyond, 1 - relevance.alikeFrom)) / (1 - relevance.alikeFrom)
    : 0;
}

/** Of the angle between two readings of one length: 1 where they are the same, 0 where one of them is nothing. */
export function cosine(one: readonly number[], other: readonly number[]): number {
  let [both, ours, theirs] = [0, 0, 0];
  for (let index = 0; index < one.length; index++) {
    const [a, b] = [one[index] ?? 0, other[index] ?? 0];
    both += a * b;
    ours += a * a;
    theirs += b * b;
  }
  return ours > 0 && theirs > 0 ? both / Math.sqrt(ours * theirs) : 0;
}

function numbersIn(value: Json | undefined): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every((one): one is number => typeof one === "number" && Number.isFinite(one)) ? value : undefined;
}
