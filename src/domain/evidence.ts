import type { Seconds } from "./time.js";

/**
 * What a working sample of an electrode shows before anything is decided: told at once, wrong now and then. One object serves all
 * samples of an electrode: copy what must be kept.
 */
export interface Evidence {
  readonly electrode: string;
  /** Of the working sample, and how long it speaks for. */
  readonly at: Seconds;
  readonly width: Seconds;
  /** The electrode is dead: for an hour, or since it began, it showed no more than two values. */
  readonly dead: boolean;
  /** Height of the lightly smoothed signal over its level of the past minute or so (at 1 Hz), in its usual σ; NaN where nothing was measured. */
  readonly z: number;
  /** Difference from the sample before, in σ of the usual one. */
  readonly jump: number;
  /** Height of the conditioned, smoothed signal over its slow level, in local noise σ; some samples late, 0 until known. */
  readonly swell: number;
  /** It will be taken out: the value stands still, or somebody handles the electrode. Known some samples late. */
  readonly removed: boolean;
  /** Height so far of the quick rise (above 0) or fall that is going on, in σ of such moves; 0 without one. */
  readonly pulse: number;
  /** When the latest of them was heard, some samples behind its onset; NaN before the first. */
  readonly pulseAt: Seconds;
  /** The surest of what this sample made a candidate for a spike: signed z, log odds, onset, rise. `z` is 0 without one. */
  readonly hint: { readonly z: number; readonly sure: number; readonly onset: Seconds; readonly rise: Seconds };
}
