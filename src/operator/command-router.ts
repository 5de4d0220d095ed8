import { becauseWith } from "../domain/because.js";
import type { Command, CommandResult } from "../domain/command.js";
import { AndasError } from "../domain/errors.js";
import type { Noticed, Percept } from "../domain/percept.js";
import { reflexSource } from "../domain/percept-source.js";
import { neighbourAskPercept, operatorPercept } from "../sensing/percepts/other-percepts.js";
import { ASK } from "./handlers/ask.js";
import { ATTEND } from "./handlers/attend.js";
import type { OperatorContext } from "./handlers/context.js";
import { DUMP } from "./handlers/dump.js";
import { ELECTRODE } from "./handlers/electrode.js";
import { type Handler, instead, type NoticedCommand, type Reply, type SlowHandler } from "./handlers/handler.js";
import { MANAGE } from "./handlers/manage.js";
import { MESSAGES } from "./handlers/messages.js";
import { SIMPLE } from "./handlers/simple.js";
import { TEACH } from "./handlers/teach.js";
import { UPDATE } from "./handlers/update.js";

/** What may be said on `cmd/<name>`, and what is answered on `res/<name>`. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  ...{ ...SIMPLE, ...ASK, ...TEACH, ...ATTEND },
  ...{ ...MESSAGES, ...MANAGE, ...ELECTRODE },
};

/** Other names for the same. */
const CALLED: Readonly<Record<string, string>> = { inhale: "gasp" };

/** What may be said too, and takes its time. */
const SLOW_HANDLERS: Readonly<Record<string, SlowHandler>> = { ...DUMP, ...UPDATE };

const ALL: readonly string[] = Object.keys({ ...HANDLERS, ...CALLED, ...SLOW_HANDLERS });

/** Commands that change nothing: a power cut can take nothing back of them. */
export const ONLY_ASK: readonly string[] = [
  "ping",
  "status",
  "ask",
  "describe",
  "diagnose",
  "config.get",
  "electrode.check",
];

/** Commands with which a person wants the node back, whatever it withdrew from. */
const CALLS_BACK: readonly string[] = ["gasp", "listen"];

/** The reflex that gives a command, and the percept that it answers. */
export interface ReflexCaller {
  readonly reflex: string;
  readonly percept: Percept;
}

/**
 * What the node is told to do: by a person, by a neighbour, or by a reflex of its own, through one and the same handlers. Answered at
 * once; what is meant for the node's own attention is noticed too, as a percept like any other.
 */
export class CommandRouter {
  readonly #context: OperatorContext;
  readonly #notice: (noticed: Noticed) => void;

  constructor(context: OperatorContext, notice: (noticed: Noticed) => void) {
    this.#context = context;
    this.#notice = notice;
  }

  /** A command that came from outside, whatever time its answer takes. */
  readonly answerAny = (command: Command): CommandResult | Promise<CommandResult> => {
    const { name, body } = command;
    const slow = Object.hasOwn(SLOW_HANDLERS, name) ? SLOW_HANDLERS[name] : undefined;
    if (slow === undefined) return this.answer(command);
    return slow
      .answer(body, this.#context)
      .then((reply) => this.#resultOf(reply, (noticed) => this.#perceptOf(name, noticed)));
  };

  /** A command that came from outside, and is answered at once. */
  readonly answer = (said: Command): CommandResult => {
    const command = { ...said, name: CALLED[said.name] ?? said.name };
    // A neighbour that asks does not know why the node withdrew.
    if (CALLS_BACK.includes(command.name) && command.body.from === undefined) this.#context.withdrawal.end("operator");
    return this.#carryOut(command, (noticed) => this.#perceptOf(command.name, noticed));
  };

  /**
   * A command of one of the node's reflexes: what is noticed of it is the reflex's own word, and no person's.
   * @throws AndasError `usage` when it is refused
   */
  runForReflex(name: string, body: Command["body"], { reflex, percept }: ReflexCaller): void {
    const result = this.#carryOut({ name, body, transaction: undefined }, (noticed) => {
      const said = this.#perceptOf(name, noticed);
      const tags = said.tags.filter((tag) => tag !== "from:operator");
      return {
        ...said,
        source: reflexSource(reflex),
        tags,
        data: { ...said.data, because: becauseWith(percept, reflex) },
      };
    });
    if (result.status === "error") throw new AndasError("usage", result.error.message);
  }

  #carryOut({ name, body }: Command, perceptOf: (noticed: NoticedCommand) => Noticed): CommandResult {
    const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
    if (handler === undefined) {
      const message = `there is no command "${name}"; ${instead(name, ALL)}`;
      return { status: "error", error: { code: "unknown-command", message } };
    }
    return this.#resultOf(handler.answer(body, this.#context), perceptOf);
  }

  #resultOf(reply: Reply, perceptOf: (noticed: NoticedCommand) => Noticed): CommandResult {
    if ("problem" in reply) return { status: "error", error: reply.problem };
    if (reply.noticed !== undefined) this.#notice(perceptOf(reply.noticed));
    return { status: "ok", data: reply.data };
  }

  #perceptOf(name: string, { data, urgent, neighbour }: NoticedCommand): Noticed {
    const now = this.#context.now();
    return neighbour === undefined
      ? operatorPercept(name, data, now, urgent)
      : neighbourAskPercept(neighbour, name, data, now);
  }
}
