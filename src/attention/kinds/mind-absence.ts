import { electrodesOf, type Percept } from "../../domain/percept.js";
import { HOUR, type Seconds, spoken } from "../../domain/time.js";
import { number } from "../state/context.js";
import { concerns, done, OWN, type ThreadKind, wait } from "./kind.js";

/** What was missed may still come within so long. */
const LATE: Seconds = 2 * HOUR;
/** What comes instead, and would explain it. */
const LIVELY: ReadonlySet<string> = new Set(["spike", "burst", "train"]);

/** What was expected did not come: that is a percept too. Look whether it only comes late. */
export const mindAbsence: ThreadKind = {
  name: "mind-absence",

  propose(percept) {
    if (!isMissed(percept)) return undefined;
    const subject = electrodesOf(percept)[0] ?? "grove";
    return { subject, goal: `mind what did not come on ${subject}`, nextStep: "see whether it comes late" };
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

  step(thread, now) {
    const { context } = thread.state;
    if (typeof context.came === "string")
      return done(`a ${context.came} came ${spoken(number(context.after))} after its time`);
    const end = number(context.missed) + LATE;
    if (now >= end) return done("it did not come");
    if (context.told === true || typeof context.said !== "string") return wait("see whether it comes late", end);
    return {
      ...wait("see whether it comes late", end),
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
