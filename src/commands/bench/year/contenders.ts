import type { Rhythm } from "../../../breathing/rhythms/rhythm.js";
import { rhythmFor } from "../../../breathing/rhythms/rhythm-for.js";
import type { BatteryRestSettings, BreathSettings, RhythmSettings } from "../../../domain/breath.js";
import { DAY, HOUR, MINUTE } from "../../../domain/time.js";

/** A rhythm that lives through the year, made anew for each. */
export interface Contender {
  readonly name: string;
  readonly make: () => Rhythm;
}

const PHASES: Readonly<Record<string, BreathSettings["phases"]>> = {
  /** As a card without `breath.json` has them. */
  "usual phases": { inhale: 120, hold: 60, exhale: 180, pause: 120 },
  /** Half an hour of rest, and no longer at work than it must be. */
  "rests of 30 min": { inhale: 120, hold: 10, exhale: 30, pause: 30 * MINUTE },
};

/** As a card has them that says no more than their names. */
const USUAL: RhythmSettings = {
  kind: "fixed",
  spiral: { longest: HOUR },
  entrained: { shortestPeriod: 300, longestPeriod: DAY, longest: HOUR },
  staggered: { mostShift: 60 },
};
const BATTERY: BatteryRestSettings = { from: 0.6, to: 0.1, longest: 8, leastInhale: 60, hysteresis: 0.05 };

/** Another rhythm is another line. */
const RHYTHMS: Readonly<Record<string, RhythmSettings>> = {
  fixed: USUAL,
  spiral: { ...USUAL, kind: "spiral" },
  "battery-aware": { ...USUAL, battery: BATTERY },
  entrained: { ...USUAL, kind: "entrained" },
};

export const CONTENDERS: readonly Contender[] = Object.entries(PHASES).flatMap(([lengths, phases]) =>
  Object.entries(RHYTHMS).map(([name, rhythm]) => ({
    name: `${name}, ${lengths}`,
    make: () => rhythmFor({ phases, rhythm }, { node: "year", electrodes: 4, kept: {}, callInhale: () => {} }),
  })),
);
