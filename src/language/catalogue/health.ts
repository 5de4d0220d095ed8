import type { Trouble } from "../../domain/electrode-trouble.js";

/** What the board and the electrodes say of their health, and what a person should look at. */
export interface HealthWords {
  /** In degrees Celsius. */
  temperature(celsius: number): string;
  readonly supplySags: string;
  readonly supplyHolds: string;
  free(one: { readonly of: "memory" | "disk"; readonly percent: number }): string;
  readonly clockFollows: string;
  readonly clockFollowsNot: string;
  /** Of what this board has no sensor for. */
  readonly unknown: string;
  /** What it is, and where to look. */
  readonly electrode: Readonly<Record<Trouble, string>>;
  /** The alert of a card that is not in force; its faults are for who mends it, and in English. */
  badCard(faults: string): string;
  /** The alert of a changed card whose parts (files of the card, or `signalBefore`) only a restart takes up. */
  waitsForRestart(parts: readonly string[]): string;
  readonly signalBefore: string;
  /** The alert of a state that could not be kept. */
  notKept(reason: string): string;
}
