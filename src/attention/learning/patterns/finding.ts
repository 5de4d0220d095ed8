import type { Json } from "../../../domain/percept.js";
import type { Seconds } from "../../../domain/time.js";
import type { Diary } from "../../state/diary.js";
import type { LogE } from "../chance/e-value.js";

/** What there is to look for patterns in. */
export interface Evidence {
  /** By electrode, in the order of their names. */
  readonly diaries: readonly (readonly [string, Diary])[];
  /** When things came that electrodes may answer, by source and type. */
  readonly occasions: Readonly<Record<string, readonly Seconds[]>>;
  readonly now: Seconds;
  /** What was a pattern and is over, by the insight's id: only what came since then speaks for it. */
  readonly over: Readonly<Record<string, Seconds>>;
  /** What comes so soon after an occasion may have followed it. */
  readonly within: Seconds;
}

/** Since when evidence counts. */
export function sinceOf({ over }: Evidence, id: string): Seconds {
  return Object.hasOwn(over, id) ? over[id]! : Number.NEGATIVE_INFINITY;
}

export function countsOf(trials: readonly Trial[]): Counts {
  const seen = trials.filter(({ came }) => came).length;
  return { seen, of: trials.length, chance: trials.reduce((sum, { chance }) => sum + chance, 0) };
}

/** Something that may be a pattern, with what speaks for it. */
export interface Finding {
  readonly id: string;
  readonly subject: string;
  readonly data: { readonly form: string } & Readonly<Record<string, Json>>;
  /** The evidence against chance, after all that was looked at beside it was paid for … */
  readonly log: LogE;
  /** … and its share of all that may be true at once: the shares of all questions sum to 1. */
  readonly weight: number;
  /** Every time that it could have come. */
  readonly trials: readonly Trial[];
}

/** So often it came, of so many times that it could have, and so often it would have by chance. */
export interface Counts {
  readonly seen: number;
  readonly of: number;
  readonly chance: number;
}

/** One time that it could have come: did it, and how likely was that by chance? */
export interface Trial {
  readonly at: Seconds;
  readonly came: boolean;
  readonly chance: number;
}

/** The forms share what may be told falsely, however many questions each of them asks. */
export const SHARE_OF = { hours: 0.3, rhythm: 0.2, after: 0.15, wave: 0.25, occasion: 0.1 } as const;
