import type { Seconds } from "../../domain/time.js";

/** What `andas watch` alone says; all else it has in common with the page. */
export interface WatchWords {
  away(why: string): string;
  more(count: number): string;
  /** How far back the pictures go. */
  theLast(span: Seconds): string;
  mood(one: { readonly arousal: number; readonly threshold: number }): string;
  /** Stands before an insight. */
  readonly learnt: string;
}
