import { becauseWith } from "../domain/because.js";
import type { Command, CommandResult } from "../domain/command.js";
import { AndasError } from "../domain/errors.js";
import type { Json } from "../domain/percept.js";
import { reflexSource } from "../domain/percept-source.js";
import type { ReflexCommand } from "../domain/reflex.js";
import type { Task } from "./deeds/task.js";
import type { NodeHands } from "./hands.js";
import { answerOperator, type Desk } from "./operator-desk.js";

/** What the node is told to do: by a person, by a neighbour, or by a reflex of its own, through one and the same desk. */
export class Orders {
  readonly #desk: Desk;
  readonly #hands: NodeHands;

  constructor(desk: Desk, hands: NodeHands) {
    this.#desk = desk;
    this.#hands = hands;
  }

  /** A command that came from outside: answered at once, and noticed where it is meant for the node's own mind. */
  command(command: Command): CommandResult {
    // Somebody is there: a node that has withdrawn comes back. A neighbour that asks does not know why it did.
    const calls = command.name === "gasp" || command.name === "listen";
    if (calls && command.body.from === undefined) this.#hands.retreat.end("operator");
    return this.#carryOut(command, this.#desk);
  }

  /**
   * A command of a reflex. What is noticed of it is the reflex's own word and no person's, and the breath does not change in the
   * middle of a sample.
   * @throws AndasError `usage` when it is refused
   */
  ofReflex(name: ReflexCommand, body: Readonly<Record<string, Json>>, { reflex, percept }: Task): void {
    const result = this.#carryOut(
      { name, body, transaction: undefined },
      {
        ...this.#desk,
        notice: (noticed) => {
          const tags = noticed.tags.filter((tag) => tag !== "from:operator");
          const data = { ...noticed.data, because: becauseWith(percept, reflex) };
          this.#desk.notice({ ...noticed, source: reflexSource(reflex), tags, data });
        },
        gasp: () => {
          this.#hands.calls.gasp();
          return true;
        },
      },
    );
    if (result.status === "error") throw new AndasError("usage", result.error.message);
  }

  /** Who was told that the node listens finds it listening, whatever its mind makes of it later. */
  #carryOut(command: Command, desk: Desk): CommandResult {
    const result = answerOperator(command, desk);
    if (command.name !== "listen" || result.status !== "ok") return result;
    const { electrodes, for_s: seconds } = result.data;
    if (!Array.isArray(electrodes) || typeof seconds !== "number") return result;
    for (const electrode of electrodes) if (typeof electrode === "string") this.#hands.listen(electrode, seconds);
    return result;
  }
}
