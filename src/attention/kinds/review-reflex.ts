import { isReflexSource, nameIn } from "../../domain/percept-source.js";
import { number } from "../state/context.js";
import { isRoutine } from "../state/percept-marks.js";
import { concerns, done, type ThreadKind } from "./kind.js";

/** An awareness of this intensity is looked at when nothing calls louder, little as a reflex counts beside an electrode. */
const STRONG = 0.5;

/** A reflex acted and said so: look at what it did. What is routine was only told for the log. */
export const reviewReflex: ThreadKind = {
  name: "review-reflex",

  propose(percept, _pool, { threads: { reviewReflex } }) {
    if (!isReflexSource(percept.source) || isRoutine(percept)) return undefined;
    return {
      subject: percept.source,
      goal: reviewReflex.goal({ reflex: nameIn(percept.source), type: percept.type }),
      nextStep: reviewReflex.next,
      due: percept.intensity >= STRONG,
    };
  },

  relevance: (percept, thread) => (concerns(thread, percept.source) ? 1 : 0),

  updateContext: (context, percept) => ({
    ...context,
    times: number(context.times) + 1,
    of: `${percept.data.type ?? "something"} of ${percept.data.source ?? "somewhere"}`,
  }),

  step: (_thread, _now, words) => done(words.threads.reviewReflex.end, words),

  /** What the node itself does is no knowledge about the forest. */
  lessons: () => [],
};
