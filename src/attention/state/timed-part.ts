import type { Seconds } from "../../domain/time.js";
import type { Draft } from "./draft.js";
import type { AttentionRules, AttentionState } from "./state.js";

/** Something that happens because time passes. After `advance` to a moment, `dueAt` that moment is later. */
export interface TimedPart {
  /** When there is next something to do: now or earlier means at once, infinity never. */
  dueAt(state: AttentionState, now: Seconds, rules: AttentionRules): Seconds;
  /** Does what is due by now. */
  advance(draft: Draft, now: Seconds, rules: AttentionRules): void;
}
