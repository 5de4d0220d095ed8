import type { Breath, Phase } from "../../domain/breath.js";

/** The words of a breath. Phases stand in a column of a screen, and are short. */
export interface BreathingWords {
  readonly phase: Readonly<Record<Phase, string>>;
  /** Why a phase began; of the rhythm itself nothing is said. */
  readonly cause: Readonly<Record<Breath["cause"], string>>;
  /** What a breath goes by, by its `kind`; one that has no word here keeps its own. */
  rhythm(kind: string): string;
}
