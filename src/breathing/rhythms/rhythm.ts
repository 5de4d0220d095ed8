import type { BreathPhase, Phase, RhythmTold } from "../../domain/breath.js";
import type { NeighbourBreath } from "../../domain/neighbour.js";
import type { Seconds } from "../../domain/time.js";
import type { KeptField } from "./field/field-rhythm.js";

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
  /** Something happened that it may learn from; only here do its answers change. Absent in a rhythm that learns nothing. */
  hear?(news: RhythmNews): void;
  /** What it has learnt and a restart should not lose; absent in a rhythm that learns nothing. */
  readonly kept?: KeptRhythm;
}

/** What rhythms know over a restart. */
export interface KeptRhythm {
  /** Of a spiral: the breath with the first of its rests. */
  readonly turn?: number | undefined;
  /** Of an entrained one. */
  readonly field?: KeptField | undefined;
}

/** What a rhythm may learn from. */
export type RhythmNews =
  /**
   * Life was heard on an electrode, and began at `at`. The next rest to begin is that of the breath `cycle`. `partly`: it is heard in some
   * phases alone, so that when life is heard there is the breath's own doing.
   */
  | {
      readonly kind: "life";
      readonly electrode: string;
      readonly at: Seconds;
      readonly cycle: number;
      readonly partly?: boolean;
    }
  /** How much is left of the battery, 0 to 1, as it was measured: nonsense may come. */
  | { readonly kind: "battery"; readonly left: number }
  /** Attention's arousal, 0 to 1. */
  | { readonly kind: "arousal"; readonly arousal: number }
  /** What another node of the site said of its breath. */
  | { readonly kind: "neighbour"; readonly neighbour: NeighbourBreath; readonly now: Seconds }
  /** Once a breath, before its rest: time to weigh what was heard. `wake`: when the next breath would begin as it stands. */
  | { readonly kind: "look"; readonly now: Seconds; readonly cycle: number; readonly wake: Seconds }
  /** The node's time was wrong, and has moved by so much. */
  | { readonly kind: "moved"; readonly shift: Seconds };

/** How long the breath is awake that rests at `since`. */
export function activeLength(rhythm: Pick<Rhythm, "lengthOf">, begins: Pick<BreathPhase, "cycle" | "since">): Seconds {
  return (["inhale", "hold", "exhale"] as const).reduce((sum, phase) => sum + rhythm.lengthOf(phase, begins), 0);
}
