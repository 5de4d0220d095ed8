import type { Command, CommandResult } from "../domain/command.js";
import { neighbourAskPercept, operatorPercept } from "../sensing/percepts/other-percepts.js";
import { ASKING } from "./desk/asking.js";
import { MINDING } from "./desk/minding.js";
import { PLAIN_WORDS } from "./desk/plain-words.js";
import { TEACHING } from "./desk/teaching.js";
import { type Desk, instead, type Word } from "./desk/word.js";

export type { Desk };

/** What a person may say on `cmd/<name>`, and what is answered on `res/<name>`. */
const WORDS: Readonly<Record<string, Word>> = { ...PLAIN_WORDS, ...ASKING, ...TEACHING, ...MINDING };

/** Answers at once. What is for the node's own mind is noticed by it too, as a percept like any other. */
export function answerOperator({ name, body }: Command, desk: Desk): CommandResult {
  const word = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (word === undefined) {
    const message = `there is no command "${name}"; ${instead(name, Object.keys(WORDS))}`;
    return { status: "error", error: { code: "unknown-command", message } };
  }
  const reply = word.answer(body, desk);
  if ("problem" in reply) return { status: "error", error: reply.problem };
  const { noticed } = reply;
  if (noticed !== undefined) {
    const { data, urgent, neighbour } = noticed;
    desk.notice(
      neighbour === undefined
        ? operatorPercept(name, data, desk.now(), urgent)
        : neighbourAskPercept(neighbour, name, data, desk.now()),
    );
  }
  return { status: "ok", data: reply.data };
}
