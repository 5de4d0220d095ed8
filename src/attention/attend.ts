import type { Percept } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import { applyElapsedIfStale } from "./apply-elapsed.js";
import { applyInstruction } from "./instructions.js";
import { markExpected } from "./learning/expectations.js";
import { learnFromOperator } from "./learning/from-operator.js";
import { observe } from "./learning/observe.js";
import { addPercept, evictFaintest, findPercept } from "./pool/pool.js";
import { HANDLED, react } from "./reflexes/react.js";
import { arouseByPercept, arouseByThreads } from "./salience/arousal.js";
import { type AttentionResult, draftOf, resultOf } from "./state/draft.js";
import type { AttentionRules, AttentionState } from "./state/state.js";
import { dispatch } from "./threads/dispatch.js";
import { select } from "./threads/selection.js";

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
): AttentionResult {
  const { settings, reflexes } = rules;
  const draft = draftOf(state, rules.words);
  for (const noticed of percepts) {
    if (findPercept(draft.pool, noticed.id) !== undefined) continue;
    applyElapsedIfStale(draft, now, settings);
    const [lived, next] = [draft.live.length, draft.counters.nextThread];
    draft.counters = { ...draft.counters, percepts: draft.counters.percepts + 1 };
    const timely = noticed.at > now ? { ...noticed, at: now } : noticed;
    arouseByPercept(draft, timely, now, settings);
    const percept = markExpected(draft, react(draft, timely, now, reflexes), settings);
    addPercept(draft, percept);
    applyInstruction(draft, percept, now, settings);
    learnFromOperator(draft, percept, now, settings);
    observe(draft, percept, now, settings);
    dispatch(draft, percept, !percept.tags.includes(HANDLED), now, settings);
    evictFaintest(draft, now, settings.pool);
    // Who was there already has been asked when all were weighed.
    if (draft.live.length !== lived || draft.counters.nextThread !== next) arouseByThreads(draft, now, settings);
    select(draft, now, settings);
  }
  return resultOf(draft);
}
