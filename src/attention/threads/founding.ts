import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { addLive, type Draft, tellChange } from "../draft.js";
import type { Context, Founding, ThreadKind } from "../kinds/kind.js";
import { weighed } from "../salience/salience.js";
import { embedded, mattering, withReference } from "./references.js";
import { relevanceOf } from "./relevance.js";
import { subjectsOf } from "./subjects.js";

/** A new topic: a thread is born. First it understands all that founded it, then it is seen how much each of that matters. */
export function found(
  draft: Draft,
  kind: ThreadKind,
  founding: Founding,
  percept: Percept,
  now: Seconds,
  settings: AttentionSettings,
): void {
  const evidence = [...(founding.earlier ?? []).filter((one) => one.id !== percept.id), percept];
  const context = evidence.reduce<Context>((understood, one) => kind.gather(understood, one), {});
  const number = draft.counters.nextThread;
  draft.counters = { ...draft.counters, nextThread: number + 1 };
  const born: Thread = {
    id: `t-${number}`,
    kind: kind.name,
    goal: founding.goal,
    subject: founding.subject,
    refs: [],
    state: { phase: "new", context, nextStep: founding.nextStep },
    salience: 0,
    why: { boosts: [], age: 1, habituation: 1 },
    status: "paused",
    ...(founding.deadline !== undefined && { deadline: founding.deadline }),
    created: now,
    lastActive: now,
  };
  let full = born;
  for (const one of evidence) {
    const score = relevanceOf(one, full, kind, subjectsOf(one), draft.pool, settings);
    const state = { ...full.state, context: embedded(full.state.context, one) };
    full = { ...full, refs: withReference(full.refs, one, score), state };
  }
  const thread = weighed(draft, mattering(full, percept), now, settings);
  addLive(draft, thread);
  tellChange(draft, "created", thread, percept);
}
