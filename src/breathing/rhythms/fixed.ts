import type { BreathSettings } from "../../domain/breath.js";
import type { Rhythm } from "./rhythm.js";

/** Each breath is like the one before. */
export function fixed(phases: BreathSettings["phases"]): Rhythm {
  return { kind: "fixed", phases, lengthOf: (phase) => phases[phase] };
}
