import { fixed } from "../../../breathing/rhythms/fixed.js";
import type { BreathSettings } from "../../../domain/breath.js";
import { MINUTE } from "../../../domain/time.js";
import type { YearRhythm } from "./live.js";

/** A rhythm that lives through the year, made anew for each. */
export interface Contender {
  readonly name: string;
  readonly make: () => YearRhythm;
}

/** As a card without `breath.json` has them. */
const USUAL: BreathSettings["phases"] = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
/** Half an hour of rest, and no longer at work than it must be. */
const LONG: BreathSettings["phases"] = { inhale: 120, hold: 10, exhale: 30, pause: 30 * MINUTE };

/** Another rhythm is another line. */
export const CONTENDERS: readonly Contender[] = [
  { name: "fixed", make: () => fixed(USUAL) },
  { name: "fixed, rests of 30 min", make: () => fixed(LONG) },
];
