import { nameFrom } from "../../domain/electrode.js";
import { isReflexSource, nameIn } from "../../domain/percept-source.js";
import { number } from "../state/context.js";
import { isRoutine } from "../state/percept-marks.js";
import { concerns, done, type ThreadKind } from "./kind.js";

/** A reflex acted and said so: look at what it did. What is routine was only told for the log. */
export const reviewReflex: ThreadKind = {
  name: "review-reflex",

  propose(percept) {
    if (!isReflexSource(percept.source) || isRoutine(percept)) return undefined;
    return {
      subject: percept.source,
      goal: `review what reflex ${nameIn(percept.source)} did: ${percept.type}`,
      nextStep: "look at it",
    };
  },

  relevance: (percept, thread) => (concerns(thread, percept.source) ? 1 : 0),

  updateContext: (context, percept) => ({
    ...context,
    times: number(context.times) + 1,
    of: `${percept.data.type ?? "something"} of ${percept.data.source ?? "somewhere"}`,
  }),

  step: () => done("seen"),

  lessons(thread) {
    const { of } = thread.state.context;
    if (typeof of !== "string") return [];
    return [
      {
        id: nameFrom(`${thread.subject}-${of}`, "reflex"),
        kind: "pattern",
        subject: thread.subject,
        sentence: `${thread.subject.replace("/", " ")} answers ${of}`,
        data: { form: "answers", of },
      },
    ];
  },
};
