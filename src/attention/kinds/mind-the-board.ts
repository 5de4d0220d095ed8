import { nameFrom } from "../../domain/electrode.js";
import type { Percept } from "../../domain/percept.js";
import { isDeviceSource } from "../../domain/percept-source.js";
import { MINUTE } from "../../domain/time.js";
import { number, tallied, tally } from "../state/context.js";
import { isRoutine } from "../state/percept-marks.js";
import { isOfEnergy } from "./keep-the-battery.js";
import { concerns, done, type ThreadKind, wait } from "./kind.js";

/** So long without more of it, and the board is well again. */
const WELL = 15 * MINUTE;

/** Heat, a full card, a clock without a time server, a device that stays silent: what the node's own body says. */
export const mindTheBoard: ThreadKind = {
  name: "mind-the-board",

  propose(percept, _pool, { threads: { mindTheBoard } }) {
    if (!isOfTheBoard(percept) || isRoutine(percept)) return undefined;
    return { subject: percept.source, goal: mindTheBoard.goal(percept), nextStep: mindTheBoard.see };
  },

  relevance(percept, thread) {
    if (!concerns(thread, percept.source) || !isOfTheBoard(percept)) return 0;
    return isRoutine(percept) ? 0.1 : 1;
  },

  updateContext: (context, percept) => ({
    ...context,
    troubles: tallied(context.troubles, percept.type),
    worst: Math.max(number(context.worst), percept.intensity),
    last: Math.max(number(context.last, percept.at), percept.at),
    ...(typeof percept.data.text === "string" && { said: percept.data.text }),
  }),

  step(thread, now, words) {
    const { end, letGo } = words.threads.mindTheBoard;
    const well = number(thread.state.context.last) + WELL;
    return now >= well ? done(end, words) : wait(letGo, well, words);
  },

  lessons(thread, { insights }) {
    const troubles = thread.state.context.troubles;
    const first = Object.keys(tally(troubles))[0];
    if (first === undefined) return [];
    return [
      {
        id: nameFrom(`${thread.subject}-${first}`, "host"),
        kind: "fact",
        subject: thread.subject,
        sentence: insights.strained({ source: thread.subject, troubles: tally(troubles) }),
        data: { form: "strained", troubles: tally(troubles) },
      },
    ];
  },
};

function isOfTheBoard(percept: Percept): boolean {
  if (percept.source === "host") return !isOfEnergy(percept);
  if (percept.source === "node") return percept.type === "withdrawn";
  return isDeviceSource(percept.source);
}
