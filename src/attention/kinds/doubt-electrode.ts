import type { Percept } from "../../domain/percept.js";
import { electrodeOf } from "../../domain/percept-source.js";
import { MINUTE } from "../../domain/time.js";
import type { Doubt } from "../../language/catalogue/threads.js";
import { wasLesson } from "../learning/forms/was.js";
import { number, tallied, tally } from "../state/context.js";
import { isControl, isDoubted } from "../state/percept-marks.js";
import { concerns, done, OWN, type ThreadKind, wait } from "./kind.js";

/** What an electrode does when it does not measure life. */
const TROUBLES: ReadonlySet<string> = new Set(["gap", "artefact", "settling"]);
/** How a sense marks what is wrong with an electrode, and what a control electrode showed as well. */
const MARKS = ["trouble", "shared", "doubted"];
/** What looks like life, and may be the hand on the wire. */
const LIVELY: ReadonlySet<string> = new Set(["burst", "train", "spike"]);

/** Lively signs that come so soon after a trouble are suspect. */
const SUSPECT = 5 * MINUTE;
/** So long without trouble, and the electrode is trusted again. */
const SOUND = 20 * MINUTE;

/** Watches an electrode that misbehaves, takes its bursts for handling meanwhile, and says so afterwards. */
export const doubtElectrode: ThreadKind = {
  name: "doubt-electrode",

  propose(percept, _pool, { threads: { doubtElectrode } }) {
    const electrode = electrodeOf(percept.source);
    if (electrode === undefined || !isTrouble(percept)) return undefined;
    const goal = doubtElectrode.goal({ electrode, why: whyOf(percept), type: percept.type });
    // An artefact may be as faint as can be, and the doubt must come to its end.
    return { subject: electrode, goal, nextStep: doubtElectrode.see, due: true };
  },

  relevance(percept, thread) {
    if (!concerns(thread, electrodeOf(percept.source) ?? "")) return 0;
    if (isTrouble(percept)) return 1;
    const soon = percept.at - number(thread.state.context.last, Number.NEGATIVE_INFINITY) <= SUSPECT;
    return LIVELY.has(percept.type) && soon ? OWN : 0;
  },

  updateContext(context, percept) {
    if (!isTrouble(percept)) return { ...context, suspects: tallied(context.suspects, percept.type) };
    return {
      ...context,
      troubles: tallied(context.troubles, percept.tags.includes("shared") ? "shared" : percept.type),
      last: Math.max(number(context.last, percept.at), percept.at),
    };
  },

  step(thread, now, words) {
    const { end, trustAgain } = words.threads.doubtElectrode;
    const sound = number(thread.state.context.last) + SOUND;
    return now >= sound ? done(end(thread.subject), words) : wait(trustAgain, sound, words);
  },

  lessons(thread, { insights }) {
    const { subject } = thread;
    const { troubles, suspects } = thread.state.context;
    const taken = tally(suspects);
    const was = mostOf(tally(troubles));
    const mistaken = ["burst", "train"].filter((called) => (taken[called] ?? 0) > 0);
    if (mistaken.length > 0 && was !== undefined)
      return mistaken.map((called) => wasLesson(subject, called, was, insights));
    const often = Object.values(tally(troubles)).reduce((sum, count) => sum + count, 0);
    if (often < 2) return [];
    return [
      {
        id: `${subject}-unsteady`,
        kind: "fact",
        subject,
        sentence: insights.unsteady({ electrode: subject, troubles: tally(troubles) }),
        data: { form: "unsteady", troubles: tally(troubles) },
      },
    ];
  },
};

/** The trouble that came most often; what looks like life is none. */
function mostOf(counts: Readonly<Record<string, number>>): string | undefined {
  const troubles = Object.keys(counts).filter((word) => !LIVELY.has(word));
  return troubles.reduce<string | undefined>(
    (most, word) => (most === undefined || (counts[word] ?? 0) > (counts[most] ?? 0) ? word : most),
    undefined,
  );
}

function whyOf(percept: Percept): Doubt {
  if (isDoubted(percept)) return "doubted";
  if (percept.tags.includes("shared")) return "shared";
  return isControl(percept) && LIVELY.has(percept.type) ? "control" : "trouble";
}

function isTrouble(percept: Percept): boolean {
  const marked = MARKS.some((mark) => percept.tags.includes(mark));
  return marked || TROUBLES.has(percept.type) || (isControl(percept) && LIVELY.has(percept.type));
}
