import { electrodesOf, type Percept } from "../../domain/percept.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import { number } from "../state/context.js";
import { concerns, done, OWN, type ThreadKind, wait } from "./kind.js";

/** What was missed may still come within so long. */
const LATE: Seconds = 2 * HOUR;
/** What comes instead, and would explain it. */
const LIVELY: ReadonlySet<string> = new Set(["spike", "burst", "train"]);

/** What was expected did not come: that is a percept too. Look whether it only comes late. */
export const mindAbsence: ThreadKind = {
  name: "mind-absence",

  propose(percept, _pool, { threads: { mindAbsence } }) {
    if (!isMissed(percept)) return undefined;
    const subject = electrodesOf(percept)[0] ?? "grove";
    return { subject, goal: mindAbsence.goal(subject), nextStep: mindAbsence.next };
  },

  relevance(percept, thread) {
    if (!electrodesOf(percept).some((electrode) => concerns(thread, electrode))) return 0;
    if (isMissed(percept)) return 1;
    return LIVELY.has(percept.type) ? OWN : 0;
  },

  updateContext(context, percept) {
    if (!isMissed(percept)) return { ...context, came: percept.type, after: percept.at - number(context.missed) };
    const { text } = percept.data;
    return {
      ...context,
      times: number(context.times) + 1,
      missed: percept.at,
      ...(typeof text === "string" && { said: text }),
    };
  },

  step(thread, now, words) {
    const { cameLate, next, end: never } = words.threads.mindAbsence;
    const { context } = thread.state;
    if (typeof context.came === "string")
      return done(cameLate({ type: context.came, after: number(context.after) }), words);
    const end = number(context.missed) + LATE;
    if (now >= end) return done(never, words);
    if (context.told === true || typeof context.said !== "string") return wait(next, end, words);
    return {
      ...wait(next, end, words),
      context: { ...context, told: true },
      intentions: [{ kind: "say", line: "mind-absence", text: context.said, about: [thread.subject] }],
    };
  },

  // What it means for the insight is counted where the expectation was made.
  lessons: () => [],
};

function isMissed({ source, type }: Percept): boolean {
  return source === "expectation" && type === "missed";
}
