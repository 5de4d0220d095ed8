import type { Facts } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import { encodeCommand } from "../../protocol/payloads/command.js";
import type { ResultMessage } from "../../protocol/payloads/result.js";
import { rootOf, writeTopic } from "../../protocol/topics.js";

/** What somebody asked of a node, and what became of it. */
export interface Ask {
  readonly transaction: string;
  readonly name: string;
  /** For people: what the button says. */
  readonly said: string;
  readonly status: "waiting" | ResultMessage["status"];
  /** The node's own sentence; empty while it has not answered. */
  readonly text: string;
  readonly at: Seconds;
}

export interface Outgoing {
  readonly topic: string;
  readonly payload: string;
}

/** The latest are shown. */
const KEPT = 12;

/** The words that were said to one node on this page, newest first. Each answer finds its own by the transaction. */
export class Asks {
  readonly #node: { readonly site: string; readonly node: string };
  readonly #id: string;
  #asks: readonly Ask[] = [];
  #count = 0;

  /** @param id of this page among all that may ask the node */
  constructor(node: { readonly site: string; readonly node: string }, id: string) {
    this.#node = node;
    this.#id = id;
  }

  get all(): readonly Ask[] {
    return this.#asks;
  }

  /** What to publish. */
  ask(name: string, said: string, body: Facts, at: Seconds): Outgoing {
    const transaction = `${this.#id}-${++this.#count}`;
    this.#asks = [{ transaction, name, said, status: "waiting" as const, text: "", at }, ...this.#asks].slice(0, KEPT);
    const topic = `${rootOf(this.#node)}/${writeTopic({ kind: "command", name })}`;
    return { topic, payload: encodeCommand({ transaction, body }) };
  }

  /** True when it was an answer to something that was asked here. */
  hear({ transaction, status, text }: ResultMessage): boolean {
    const index = this.#asks.findIndex((ask) => ask.transaction === transaction && ask.status === "waiting");
    if (index < 0) return false;
    this.#asks = this.#asks.with(index, { ...this.#asks[index]!, status, text });
    return true;
  }
}
