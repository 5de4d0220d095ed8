import type { Percept } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import { draftOf, type Outcome, outcomeOf } from "./draft.js";
import { recognise } from "./learning/expectations.js";
import { observe } from "./learning/observe.js";
import { teach } from "./learning/teach.js";
import { obey } from "./operator.js";
import { admit, held, spill } from "./pool/pool.js";
import { HANDLED, react } from "./reflexes/react.js";
import { rouse, stayRoused } from "./salience/arousal.js";
import { select } from "./salience/selection.js";
import { settleIfStale } from "./settle.js";
import type { AttentionRules, AttentionState } from "./state.js";
import { offer } from "./threads/offer.js";

/**
 * Takes percepts in, in order: reflexes first, then the pool, then the threads, then the choice of one of them. How percepts
 * are bunched into calls makes no difference, and one that is told twice (the same id) counts once. Awareness of a reflex comes
 * back as a `notice`: the node numbers it and hands it in like any other percept.
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
    if (held(draft.pool, noticed.id) !== undefined) continue;
    settleIfStale(draft, now, settings);
    const [lived, next] = [draft.live.length, draft.counters.nextThread];
    draft.counters = { ...draft.counters, percepts: draft.counters.percepts + 1 };
    const timely = noticed.at > now ? { ...noticed, at: now } : noticed;
    rouse(draft, timely, now, settings);
    const percept = recognise(draft, react(draft, timely, now, reflexes), now);
    admit(draft, percept);
    obey(draft, percept, now, settings);
    teach(draft, percept, now, settings);
    observe(draft, percept, now, settings);
    offer(draft, percept, !percept.tags.includes(HANDLED), now, settings);
    spill(draft, now, settings.pool);
    // Who was there already has been asked when all were weighed.
    if (draft.live.length !== lived || draft.counters.nextThread !== next) stayRoused(draft, now, settings);
    select(draft, now, settings);
  }
  return outcomeOf(draft);
}
