import type { Seconds } from "../../domain/time.js";

/** From an hour of each day (UTC) to another; and what a clock on the wall shows then, where that is known to be another. */
export interface HoursOfDay {
  readonly from: number;
  readonly to: number;
  readonly here?: string;
}

/** What the node has learnt, a sentence for each form of insight. */
export interface InsightWords {
  /** `trains on e2 follow rain within 2 h`. A cause is written `source type`: `electrode/e1 burst`, `operator rain`. */
  after(one: {
    readonly electrode: string;
    readonly type: string;
    readonly cause: string;
    readonly within: Seconds;
  }): string;
  /** `bursts on e2 follow a burst on e1 after 20 min` */
  follows(one: {
    readonly electrode: string;
    readonly type: string;
    readonly cause: string;
    readonly delay: Seconds;
  }): string;
  /** `e2 bursts between 05 and 07 o'clock UTC, on 17 of 20 days; by chance 1.6`. `form` is hours, rhythm, after or wave. */
  counted(one: {
    readonly sentence: string;
    readonly form: string;
    readonly seen: number;
    readonly of: number;
    readonly chance: number;
  }): string;
  /** Of what was true, and is no longer. */
  over(sentence: string): string;
  /** `e2 bursts between 05 and 07 o'clock UTC (06 and 08 CET)` */
  hours(one: HoursOfDay & { readonly electrode: string; readonly type: string }): string;
  /** `e2 spikes every 41 min, give or take 5 min` */
  rhythm(one: { readonly electrode: string; readonly period: Seconds; readonly spread: Seconds }): string;
  /** `the mean spike of e2 has 0.4 mV`; of a fact that has no words: its name and the value. */
  usual(one: { readonly electrode: string; readonly fact: string; readonly value: number }): string;
  /** `most spikes of e2 are slow and go up`; `speed` is fast, slow or very-slow. */
  shape(one: { readonly electrode: string; readonly up: boolean; readonly speed: string }): string;
  /** `e2 is liveliest between 00 and 06 o'clock UTC` */
  liveliest(one: HoursOfDay & { readonly electrode: string }): string;
  /** `a wave takes 90 s from e1 by e2, e3 to e4` */
  wave(one: { readonly way: readonly string[]; readonly takes: Seconds }): string;
  /** `what looks like a burst on e2 was handling`; `shared`: a control electrode showed it too. */
  was(one: { readonly electrode: string; readonly called: string; readonly was: string }): string;
  /** `the operator dismisses drift on e2`; without a type: anything. */
  dismisses(one: { readonly electrode: string; readonly type: string | undefined }): string;
  /** `e2 is unsteady at times: 2 artefacts, 1 gap` */
  unsteady(one: { readonly electrode: string; readonly troubles: Readonly<Record<string, number>> }): string;
  /** `the board is strained at times: 2 temperatures` */
  strained(one: { readonly source: string; readonly troubles: Readonly<Record<string, number>> }): string;
  /** `power runs short about 05 o'clock UTC (06 CET)` */
  shortOfPower(hour: number, here?: string): string;
  /** The same of a recording that does not say when it was made: no hour of a day is known there. */
  readonly undated: Pick<InsightWords, "hours" | "liveliest" | "shortOfPower">;
  /** `e2 shows something without a name (nearest wave, up to 5.1 bits)` */
  strange(one: { readonly subject: string; readonly nearest: string; readonly bits: number }): string;
}
