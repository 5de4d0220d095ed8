import type { BreathPhase, Phase, RhythmTold } from "../../domain/breath.js";
import type { Seconds } from "../../domain/time.js";

/**
 * How long a node breathes in, holds, breathes out and rests. The order of the phases is the breath's own; a rhythm gives them their
 * lengths, and leaves out those that it gives none.
 */
export interface Rhythm extends RhythmTold {
  /**
   * How long `phase` lasts if it begins at `since` in the breath `cycle`; 0: it is left out there. Asked of phases to come as well as
   * of those that begin: between two things that happen, the same question has the same answer. Some phase of each breath has a length.
   */
  lengthOf(phase: Phase, begins: Pick<BreathPhase, "cycle" | "since">): Seconds;
}
