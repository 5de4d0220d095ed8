import type { Command, CommandResult } from "../domain/command.js";
import type { Json, Noticed } from "../domain/percept.js";
import { iso, type Seconds } from "../domain/time.js";
import { operatorPercept } from "../sensing/percepts/other-percepts.js";

/** What the desk may ask of the node. */
export interface Desk {
  now(): Seconds;
  notice(noticed: Noticed): void;
  gasp(): boolean;
  clearAlert(id: string): boolean;
  status(): Readonly<Record<string, Json>>;
}

type Answer = (body: Command["body"], desk: Desk) => CommandResult;

const ok = (data: Readonly<Record<string, Json>>): CommandResult => ({ status: "ok", data });
const no = (code: string, message: string): CommandResult => ({ status: "error", error: { code, message } });

/** What a person may say on `cmd/<name>`, and what is answered on `res/<name>`. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  ping: (_, desk) => ok({ at: iso(desk.now()) }),
  status: (_, desk) => ok(desk.status()),
  /** A remark for the node to keep in mind: `{"text": "rain since noon", "electrode": "e2"}` */
  note: (body) => (typeof body.text === "string" ? ok({ noted: body.text }) : no("bad-request", 'say {"text": "…"}')),
  thanks: () => ok({}),
  gasp: (_, desk) => ok({ inhaling: desk.gasp() }),
  clear: (body, desk) => {
    if (typeof body.alert !== "string") return no("bad-request", 'say {"alert": "<id>"}');
    return desk.clearAlert(body.alert)
      ? ok({ cleared: body.alert })
      : no("not-found", `there is no alert "${body.alert}"`);
  },
};

/** Only words that are for the node's own mind are noticed by it; asking how it is changes nothing. */
const NOTICED = new Set(["note", "thanks", "gasp"]);

export function answerOperator(command: Command, desk: Desk): CommandResult {
  const answer = Object.hasOwn(ANSWERS, command.name) ? ANSWERS[command.name] : undefined;
  if (answer === undefined) {
    return no("unknown-command", `there is no command "${command.name}"; there are ${Object.keys(ANSWERS).join(", ")}`);
  }
  const result = answer(command.body, desk);
  if (result.status === "ok" && NOTICED.has(command.name)) desk.notice(operatorPercept(command, desk.now()));
  return result;
}
