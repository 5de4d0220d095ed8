import type { Seconds } from "../../domain/time.js";

/** A pattern that was told. */
export interface Standing {
  /** What speaks against it is counted from here; of one that is over: what speaks for it. */
  readonly since: Seconds;
  /** How sure it was then that it is no chance, 0 to 1. */
  readonly sure: number;
  /** So often it came, a day that was heard; and so often it would have by chance. */
  readonly daily: number;
  readonly chance: number;
  /** It was true, and is no longer. */
  readonly over?: true;
}
