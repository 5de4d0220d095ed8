import type { Percept } from "../../domain/percept.js";
import { MINUTE, type Seconds } from "../../domain/time.js";
import { number, texts } from "../state/context.js";
import { isAnswered } from "../state/percept-marks.js";
import { done, type ThreadKind, waitFor } from "./kind.js";

/** The answer is out with the next exhale; one that never comes is not waited for. */
const LONGEST: Seconds = 15 * MINUTE;
/** Only the last words are kept in mind. */
const REMEMBERED = 8;

/** Somebody spoke to the node: the radio goes up as soon as may be, so that the answer is not kept waiting. */
export const answerOperator: ThreadKind = {
  name: "answer-operator",
  keepsAwake: 0.3,

  propose(percept, _pool, { threads: { answerOperator } }) {
    if (percept.source !== "operator" || isAnswered(percept)) return undefined;
    const expires = percept.data.expires_s;
    return {
      subject: "operator",
      goal: answerOperator.goal(wordOf(percept)),
      nextStep: answerOperator.next,
      ...(typeof expires === "number" && { deadline: expires }),
    };
  },

  relevance: (percept) => (percept.source === "operator" && !isAnswered(percept) ? 1 : 0),

  updateContext: (context, percept) => ({
    ...context,
    asked: number(context.asked) + 1,
    words: [...texts(context.words), wordOf(percept)].slice(-REMEMBERED),
  }),

  step(thread, now, words) {
    const { answerOperator } = words.threads;
    const { context } = thread.state;
    if (context.called === number(context.asked)) return done(answerOperator.end, words);
    return {
      ...waitFor({ for: "phase", name: "exhale", until: now + LONGEST }, answerOperator.next, words),
      context: { ...context, called: number(context.asked) },
      intentions: [{ kind: "breath", call: "exhale", reason: answerOperator.because }],
    };
  },

  /** What a person does is no knowledge about the forest. */
  lessons: () => [],
};

/** What was said, in a word: the command's name. */
function wordOf(percept: Percept): string {
  const name = percept.data.name;
  return percept.type === "command" && typeof name === "string" ? name : percept.type;
}
