import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import type { Context, ThreadKind, ThreadProposal } from "../kinds/kind.js";
import { withSalience } from "../salience/salience.js";
import { addLive, type Draft, reportChange } from "../state/draft.js";
import { actAtOnce } from "./at-once.js";
import { markIfPersonal, withEmbeddingOf, withReference } from "./references.js";
import { relevanceOf } from "./relevance.js";
import { subjectsOf } from "./subjects.js";

/** A new topic: a thread is born. First it understands all that founded it, then it is seen how much each of that matters. */
export function createThread(
  draft: Draft,
  kind: ThreadKind,
  proposal: ThreadProposal,
  percept: Percept,
  now: Seconds,
  settings: AttentionSettings,
): void {
  const evidence = [...(proposal.earlier ?? []).filter((one) => one.id !== percept.id), percept];
  const context = evidence.reduce<Context>((understood, one) => kind.updateContext(understood, one), {});
  const number = draft.counters.nextThread;
  draft.counters = { ...draft.counters, nextThread: number + 1 };
  const born: Thread = {
    id: `t-${number}`,
    kind: kind.name,
    goal: proposal.goal,
    subject: proposal.subject,
    refs: [],
    state: { phase: draft.words.threads.phase.begun, context, nextStep: proposal.nextStep },
    salience: 0,
    why: { boosts: [], age: 1, habituation: 1 },
    status: "paused",
    ...(proposal.deadline !== undefined && { deadline: proposal.deadline }),
    ...(proposal.due === true && { waiting: { for: "percept", until: now, over: true } }),
    created: now,
    lastActive: now,
  };
  let full = born;
  for (const one of evidence) {
    const score = relevanceOf(one, full, kind, subjectsOf(one), draft.pool, settings);
    const state = { ...full.state, context: withEmbeddingOf(full.state.context, one) };
    full = { ...full, refs: withReference(full.refs, one, score), state };
  }
  const weighed = withSalience(draft, markIfPersonal(full, percept), now, settings);
  const thread = actAtOnce(draft, weighed, kind, now, settings);
  addLive(draft, thread);
  reportChange(draft, "created", thread, percept);
}
