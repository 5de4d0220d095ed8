import type { Insight } from "../../domain/insight.js";
import type { Seconds } from "../../domain/time.js";
import type { Run } from "./diary.js";
import type { Standing } from "./standing.js";

/** What something looked like on an electrode: as much of it as can be compared. What is not known is not there. */
export interface Look {
  /** What it was called: `burst`, `train`, `spike` … */
  readonly type: string;
  readonly from: Seconds;
  readonly to: Seconds;
  /** Of its largest spike, millivolts. */
  readonly height?: number;
  /** Seconds for each of its spikes. */
  readonly pace?: Seconds;
  /** On so many other electrodes something came within minutes of it. */
  readonly together: number;
  /** Of a reading of about then. */
  readonly embedding?: readonly number[];
}

/** Something that somebody said a word about. */
export interface Example {
  readonly electrode: string;
  readonly look: Look;
  /** It was what it was called; else it was something else. */
  readonly right: boolean;
  /** The word that said so: the percept's id. */
  readonly by: string;
}

/** What one word of a person changed, so that it can be taken back. */
export interface Teaching {
  /** The percept's id. */
  readonly id: string;
  /** `label`, `dismiss` … */
  readonly word: string;
  readonly at: Seconds;
  /** Insights as they were before and after; null: not there. */
  readonly insights: readonly { readonly before: Insight | null; readonly after: Insight | null }[];
  /** Where patterns stood before; null: nowhere. */
  readonly patterns: Readonly<Record<string, Standing | null>>;
  /** What was struck from the diaries, by electrode. */
  readonly struck: Readonly<Record<string, Struck>>;
}

export interface Struck {
  readonly spikes: readonly Seconds[];
  readonly runs: readonly Run[];
}

/** So many of what an electrode showed of late are remembered as they looked, for who says a word about it later. */
export const LOOKS_KEPT = 32;
/** So many examples are kept of an electrode, and in all: the latest. */
export const EXAMPLES_OF_ONE = 48;
export const EXAMPLES_KEPT = 192;
/** So many words can be taken back. */
export const TEACHINGS_KEPT = 8;
