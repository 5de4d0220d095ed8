import type { Seconds } from "../domain/time.js";
import { draftOf, type Outcome, outcomeOf } from "./draft.js";
import { expectations } from "./learning/expectations.js";
import { dailyReflexes } from "./reflexes/daily.js";
import { quietReflexes } from "./reflexes/quiet.js";
import type { AttentionRules, AttentionState } from "./state.js";
import { timedThreads } from "./threads/timed.js";
import type { TimedPart } from "./timed-part.js";

/** All that time alone brings about. */
const PARTS: readonly TimedPart[] = [dailyReflexes, quietReflexes, timedThreads, expectations];

/** Time has passed: what is due by now is done, each thing once, however late it is. */
export function pass(state: AttentionState, now: Seconds, rules: AttentionRules): Outcome {
  const draft = draftOf(state);
  for (const part of PARTS) part.pass(draft, now, rules);
  return outcomeOf(draft);
}

/**
 * When `pass` should be called next; now or earlier: at once; infinity: never, while nothing else happens. Ask again after every
 * call of attention, and when the clock was set.
 */
export function dueAt(state: AttentionState, now: Seconds, rules: AttentionRules): Seconds {
  let due = Number.POSITIVE_INFINITY;
  for (const part of PARTS) due = Math.min(due, part.dueAt(state, now, rules));
  return due;
}
