import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { KINDS, kindOf } from "../kinds/all.js";
import { OWN, type ThreadKind } from "../kinds/kind.js";
import { incrementalSalience } from "../salience/incremental.js";
import { type Draft, frozenOf, ownLive, reportChange } from "../state/draft.js";
import { actAtOnce } from "./at-once.js";
import { createThread } from "./create.js";
import { isOverAge, thaw } from "./lifecycle.js";
import { markIfPersonal, stateWith, withReference } from "./references.js";
import { type Relevance, relevanceOf } from "./relevance.js";
import { isAbout, type Subjects, subjectsOf } from "./subjects.js";
import { isAnswer, isAwaited, isFromSomebody, unblock } from "./waiting.js";

/** Of the frozen threads of a subject only the latest are looked at: a percept must not cost more with every thread that froze. */
const THAWABLE = 4;

/**
 * Shows a percept to the threads. Those that find it relevant take a reference, and a frozen one whose own it is thaws where no
 * other of its kind did; a kind none of whose threads took it may begin a thread, unless another thread already calls the
 * percept its own or a reflex saw to it; else it stays in the pool.
 */
export function dispatch(
  draft: Draft,
  percept: Percept,
  mayCreate: boolean,
  now: Seconds,
  settings: AttentionSettings,
): void {
  const subjects = subjectsOf(percept);
  const mayAnswer = isFromSomebody(percept);
  const takers = new Set<string>();
  let owned = false;
  const take = (place: number, thread: Thread, kind: ThreadKind, score: Relevance) => {
    const { salience, why } = incrementalSalience(thread, percept, score.relevance, draft.habits, now, settings);
    const refs = withReference(thread.refs, percept, score);
    const understood = { ...thread, refs, state: stateWith(thread, percept, kind, score), salience, why };
    const next = actAtOnce(draft, markIfPersonal(understood, percept), kind, now, settings);
    ownLive(draft)[place] = next;
    reportChange(draft, "referred", next, percept);
    if (isAwaited(next, percept, score.relevance)) unblock(draft, next, percept);
    takers.add(thread.kind);
    owned ||= score.relevance >= OWN;
  };

  for (let place = 0; place < draft.live.length; place++) {
    const thread = draft.live[place]!;
    const answers = mayAnswer && isAnswer(thread, percept);
    if (!answers && !isAbout(thread, subjects)) continue;
    const kind = kindOf(thread.kind);
    if (kind === undefined) continue;
    const found = relevanceOf(percept, thread, kind, subjects, draft.pool, settings);
    const score = answers ? atLeastOwn(found) : found;
    if (score.relevance > 0) take(place, thread, kind, score);
  }
  for (const thread of latestFrozen(draft, subjects)) {
    const kind = kindOf(thread.kind);
    if (kind === undefined || takers.has(kind.name) || isOverAge(thread, now, settings)) continue;
    const score = relevanceOf(percept, thread, kind, subjects, draft.pool, settings);
    if (score.relevance >= OWN) take(draft.live.length, thaw(draft, thread, percept, now, settings), kind, score);
  }
  if (!mayCreate || owned) return;
  for (const kind of KINDS) {
    if (takers.has(kind.name)) continue;
    const proposal = kind.propose(percept, draft.pool, draft.words);
    if (proposal !== undefined) createThread(draft, kind, proposal, percept, now, settings);
  }
}

/** Of each subject the threads that froze last, the latest first. */
function latestFrozen(draft: Draft, subjects: Subjects): readonly Thread[] {
  return [...subjects].flatMap((subject) => frozenOf(draft.frozen, subject).slice(-THAWABLE).reverse());
}

/** What somebody says to a thread that waits for it is its own, whatever the rules say. */
function atLeastOwn({ relevance, parts }: Relevance): Relevance {
  return { relevance: Math.max(relevance, OWN), parts: { ...parts, rule: Math.max(parts.rule, OWN) } };
}
