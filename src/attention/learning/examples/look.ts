import type { Percept } from "../../../domain/percept.js";
import { electrodeOf } from "../../../domain/percept-source.js";
import { MINUTE, type Seconds } from "../../../domain/time.js";
import { recent } from "../../pool/recent.js";
import { number } from "../../state/context.js";
import type { Look } from "../../state/example.js";
import { cosine, embeddingOf } from "../../threads/embedding.js";

/** What looks like life, and may have been something else. */
export const LIVELY: ReadonlySet<string> = new Set(["spike", "burst", "train", "drift", "silence"]);

/** What comes on other electrodes within this is together with it. */
const TOGETHER: Seconds = 3 * MINUTE;
/** More than so many others are as good as all of them. */
const ALL = 3;

/** So far apart two looks are as different as two of the same thing usually are: by factors of height and pace, by others, by the angle of readings. */
const FAR = { height: Math.log(2), pace: Math.log(2), together: 1, embedding: 0.15 } as const;

/** What an electrode's percept looked like, beside what the pool has of that time. */
export function lookOf(percept: Percept, pool: readonly Percept[]): Look {
  const { type, at, data } = percept;
  const { amplitude_mv, spikes, duration_s } = data;
  const from = at - number(duration_s);
  const others = new Set<string>();
  let embedding: readonly number[] | undefined;
  for (const other of recent(pool, from - TOGETHER)) {
    if (other.source === "reader") embedding = embeddingOf(other) ?? embedding;
    const isOther = other.source !== percept.source && electrodeOf(other.source) !== undefined;
    if (isOther && other.at <= at + TOGETHER && (LIVELY.has(other.type) || other.type === "artefact"))
      others.add(other.source);
  }
  const height = typeof amplitude_mv === "number" ? Math.abs(amplitude_mv) : 0;
  const pace = number(duration_s) / Math.max(1, number(spikes, 1));
  return {
    ...{ type, from, to: at, together: Math.min(ALL, others.size) },
    ...(height > 0 && { height }),
    ...(pace > 0 && { pace }),
    ...(embedding !== undefined && { embedding }),
  };
}

/** How alike two looks are, 0 to 1 (a Gaussian of their distance); what is not known of one of them tells nothing. */
export function alike(one: Look, other: Look): number {
  const factor = (name: "height" | "pace") => {
    const [a, b] = [one[name], other[name]];
    return a === undefined || b === undefined ? 0 : (Math.log(a) - Math.log(b)) / FAR[name];
  };
  const [ours, theirs] = [one.embedding, other.embedding];
  const isComparable = ours !== undefined && theirs !== undefined && ours.length === theirs.length;
  const apart = [
    factor("height"),
    factor("pace"),
    (one.together - other.together) / FAR.together,
    isComparable ? (1 - cosine(ours, theirs)) / FAR.embedding : 0,
  ];
  return Math.exp(-apart.reduce((sum, each) => sum + each * each, 0) / 2);
}
