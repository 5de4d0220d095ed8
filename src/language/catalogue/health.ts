import type { Trouble } from "../../domain/electrode-trouble.js";
import type { HaltReason } from "../../domain/rest.js";

/** What the board and the electrodes say of their health, and what a person should look at. */
export interface HealthWords {
  /** In degrees Celsius. */
  temperature(celsius: number): string;
  /** The same, of one that is slowed down by it. */
  slowedAt(celsius: number): string;
  /** Of one that is slowed, and nobody knows how hot it is. */
  readonly slowed: string;
  /** Since when, as people read it. */
  supplySags(since: string): string;
  /** It holds now, and sagged at some time since the board was started. */
  readonly supplySagged: string;
  readonly supplyHolds: string;
  /** How much is left, in per cent, and what is measured. */
  battery(one: { readonly percent: number; readonly volts: number }): string;
  free(one: { readonly of: "memory" | "disk"; readonly percent: number }): string;
  /** It has met so many errors. */
  diskFails(errors: number): string;
  readonly clockFollows: string;
  readonly clockFollowsNot: string;
  /** It follows no time server, but a real-time clock. */
  readonly clockKept: string;
  /** Of what this board has no sensor for. */
  readonly unknown: string;
  /** What it is, and where to look. */
  readonly electrode: Readonly<Record<Trouble, string>>;
  /** The alert of a card that is not in force; its faults are for who mends it, and in English. */
  badCard(faults: string): string;
  /** The alert of a changed card whose parts (files of the card, or `signalBefore`) only a restart takes up. */
  waitsForRestart(parts: readonly string[]): string;
  readonly signalBefore: string;
  /** The board is switched off for that; the time at which an alarm starts it again, where one does. */
  goesOff(need: HaltReason, back: string | undefined): string;
  /** It would be, but nothing would start it again. */
  staysOn(need: HaltReason): string;
  /** Of what does not rest as it should; the fault is for who mends it, and in English. */
  restTrouble(fault: string): string;
  /** The alert of a release that was tried and came back: what its breaths missed, in English; nothing where it had none. */
  cameBack(one: { readonly version: string; readonly missed: readonly string[] }): string;
  /** The alert of a state that could not be kept. */
  notKept(reason: string): string;
}
