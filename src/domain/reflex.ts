import type { Seconds } from "./time.js";

/** A rule that acts at once, without reasoning. All given conditions must hold. */
export interface Reflex {
  /** `[a-z0-9-]+` */
  readonly id: string;
  readonly when: {
    /** Globs over the percept's source and type: `electrode/*`, `burst`, `*`. */
    readonly source?: string;
    readonly type?: string;
    /** Every one of these tags. */
    readonly tags?: readonly string[];
    /** At least this intensity, 0 to 1. */
    readonly intensity?: number;
    /** Only when so many matches came within so many seconds. */
    readonly count?: { readonly atLeast: number; readonly within: Seconds };
  };
  readonly action: Action;
  /** The percept that says that the reflex happened; without it the reflex stays invisible. */
  readonly awareness?: { readonly type: string; readonly intensity: number; readonly tags?: readonly string[] };
  /** Quiet for so long after it fired. */
  readonly coolDown: Seconds;
}

export type Action =
  /** Lights an output of the card for a moment. */
  | { readonly kind: "pulse"; readonly output: string; readonly seconds: Seconds }
  /** Says something on `reflex/<id>`. */
  | { readonly kind: "publish"; readonly text: string }
  /** Raises `alert/<id>` (retained) until somebody clears it. */
  | { readonly kind: "alert"; readonly text: string }
  /** Asks the breath for an inhale now, or for the radio now. */
  | { readonly kind: "breath"; readonly call: "gasp" | "exhale" };
