import type { Json } from "./percept.js";
import type { Seconds } from "./time.js";

export type InsightKind = "pattern" | "correction" | "preference" | "fact";

/** Something learnt, with its evidence. */
export interface Insight {
  /** Stable: learning the same thing again strengthens the same insight. `[a-z0-9-]+` */
  readonly id: string;
  readonly kind: InsightKind;
  /** What it is about: an electrode, `grove`, `host`, `operator`. */
  readonly subject: string;
  /** A sentence that a person can read. */
  readonly sentence: string;
  /** The same for the node itself: what an insight does is made of this. `form` names its shape. */
  readonly data: { readonly form: string } & Readonly<Record<string, Json>>;
  /** Evidence for and against, in sightings. Of a pattern: how often it came, and how often it could have and did not. Of all else they fade. */
  readonly support: number;
  readonly against: number;
  readonly firstSeen: Seconds;
  readonly lastSeen: Seconds;
  /** Of a pattern: how likely it is that chance does not explain it and that it is still so, 0 to 1. How often it comes is another thing. */
  readonly sure?: number;
  /** How sure it was when it was last told; absent in one that nobody was told of. */
  readonly told?: number;
}

/**
 * How sure, 0 to 1. Of a pattern what was found by testing it against chance; of all else the mean of the Beta posterior of its evidence,
 * from a uniform prior (Laplace's rule of succession).
 */
export function confidenceOf({ sure, support, against }: Pick<Insight, "sure" | "support" | "against">): number {
  return sure ?? (support + 1) / (support + against + 2);
}

/** How strong a pattern is: the share of times that it came, of those that it could have. */
export function strengthOf({ support, against }: Pick<Insight, "support" | "against">): number {
  return support / Math.max(1, support + against);
}
