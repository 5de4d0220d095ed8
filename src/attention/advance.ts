import type { Seconds } from "../domain/time.js";
import { expectations } from "./learning/expectations.js";
import { dailyReflexes } from "./reflexes/daily.js";
import { quietReflexes } from "./reflexes/quiet.js";
import { type AttentionResult, draftOf, resultOf } from "./state/draft.js";
import type { AttentionRules, AttentionState } from "./state/state.js";
import type { TimedPart } from "./state/timed-part.js";
import { timedThreads } from "./threads/timed.js";

/** All that time alone brings about. */
const PARTS: readonly TimedPart[] = [dailyReflexes, quietReflexes, timedThreads, expectations];

/** Time has passed: what is due by now is done, each thing once, however late it is. */
export function advance(state: AttentionState, now: Seconds, rules: AttentionRules): AttentionResult {
  const draft = draftOf(state, rules.words);
  for (const part of PARTS) part.advance(draft, now, rules);
  return resultOf(draft);
}

/**
 * When `advance` should be called next; now or earlier: at once; infinity: never, while nothing else happens. Ask again after every
 * call of attention, and when the clock was set.
 */
export function dueAt(state: AttentionState, now: Seconds, rules: AttentionRules): Seconds {
  let due = Number.POSITIVE_INFINITY;
  for (const part of PARTS) due = Math.min(due, part.dueAt(state, now, rules));
  return due;
}
