import type { Percept } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import { rouse } from "./arousal.js";
import { draftOf, type Outcome, outcomeOf } from "./draft.js";
import { admit, spill } from "./pool.js";
import { HANDLED, react } from "./reflexes.js";
import { select } from "./selection.js";
import { settleIfStale } from "./settle.js";
import type { AttentionRules, AttentionState } from "./state.js";
import { offer } from "./threads.js";

/**
 * Takes percepts in, in order: reflexes first, then the pool, then the threads, then the choice of one of them. How percepts
 * are bunched into calls makes no difference. Awareness of a reflex comes back as a `notice`: the node numbers it and hands
 * it in like any other percept.
 */
export function attend(
  state: AttentionState,
  percepts: readonly Percept[],
  now: Seconds,
  rules: AttentionRules,
): Outcome {
  const { settings, reflexes } = rules;
  const draft = draftOf(state);
  for (const noticed of percepts) {
    settleIfStale(draft, now, settings);
    draft.counters = { ...draft.counters, percepts: draft.counters.percepts + 1 };
    rouse(draft, noticed, now, settings);
    const percept = react(draft, noticed, now, reflexes);
    admit(draft, percept);
    offer(draft, percept, !percept.tags.includes(HANDLED), now, settings);
    spill(draft, now, settings.pool);
    select(draft, now, settings);
  }
  return outcomeOf(draft);
}
