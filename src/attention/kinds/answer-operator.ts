import { nameFrom } from "../../domain/electrode.js";
import type { Percept } from "../../domain/percept.js";
import { done, number, type ThreadKind, texts } from "./kind.js";

/** Only the last words are kept in mind. */
const REMEMBERED = 8;

/** Somebody spoke to the node: the radio goes up as soon as may be, so that the answer is not kept waiting. */
export const answerOperator: ThreadKind = {
  name: "answer-operator",
  keepsAwake: 0.3,

  claims(percept) {
    if (percept.source !== "operator") return undefined;
    return { subject: "operator", goal: `answer the operator: ${wordOf(percept)}`, nextStep: "let the answer go out" };
  },

  relevance: (percept) => (percept.source === "operator" ? 1 : 0),

  gather: (context, percept) => ({
    ...context,
    asked: number(context.asked) + 1,
    words: [...texts(context.words), wordOf(percept)].slice(-REMEMBERED),
  }),

  step: () => done("answered", [{ kind: "breath", call: "exhale", reason: "the operator waits for an answer" }]),

  learnt(thread) {
    const word = texts(thread.state.context.words).at(-1);
    if (word === undefined) return undefined;
    return {
      id: `operator-says-${nameFrom(word, "something")}`,
      kind: "pattern",
      subject: "operator",
      sentence: `the operator turns to the node with "${word}"`,
    };
  },
};

/** What was said, in a word: the command's name. */
function wordOf(percept: Percept): string {
  const name = percept.data.name;
  return percept.type === "command" && typeof name === "string" ? name : percept.type;
}
