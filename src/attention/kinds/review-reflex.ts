import { nameFrom } from "../../domain/electrode.js";
import { isReflexSource, nameIn } from "../../domain/percept-source.js";
import { number } from "../state/context.js";
import { isRoutine } from "../state/percept-marks.js";
import { concerns, done, type ThreadKind } from "./kind.js";

/** A reflex acted and said so: look at what it did. What is routine was only told for the log. */
export const reviewReflex: ThreadKind = {
  name: "review-reflex",

  propose(percept, _pool, { threads: { reviewReflex } }) {
    if (!isReflexSource(percept.source) || isRoutine(percept)) return undefined;
    return {
      subject: percept.source,
      goal: reviewReflex.goal({ reflex: nameIn(percept.source), type: percept.type }),
      nextStep: reviewReflex.next,
    };
  },

  relevance: (percept, thread) => (concerns(thread, percept.source) ? 1 : 0),

  updateContext: (context, percept) => ({
    ...context,
    times: number(context.times) + 1,
    of: `${percept.data.type ?? "something"} of ${percept.data.source ?? "somewhere"}`,
  }),

  step: (_thread, _now, words) => done(words.threads.reviewReflex.end, words),

  lessons(thread, { insights }) {
    const { of } = thread.state.context;
    if (typeof of !== "string" || !isReflexSource(thread.subject)) return [];
    const [type = "", source = ""] = of.split(" of ");
    const reflex = nameIn(thread.subject);
    return [
      {
        id: nameFrom(`${thread.subject}-${of}`, "reflex"),
        kind: "pattern",
        subject: thread.subject,
        sentence: insights.answers({ reflex, type, source }),
        data: { form: "answers", of },
      },
    ];
  },
};
