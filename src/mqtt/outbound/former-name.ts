import type { NodeEvent } from "../../domain/event.js";
import { type Announced, namesAnnounced } from "../../protocol/home-assistant/announced.js";
import { eventTopic } from "../../protocol/payloads/event.js";
import { type Topic, writeTopic } from "../../protocol/topics.js";
import type { RetainedTopics } from "./retained-topics.js";

/** What a node lets stand, beside what has a name of its own. */
const STANDS: readonly Topic[] = [
  ...(["state", "description", "breath", "health", "threads", "config-reported"] as const).map((kind) => ({ kind })),
];

/**
 * A node that was given another name, or another site, takes away what it had told under the one before: else a page, a hub and Home
 * Assistant would show a node that nobody is. Two nodes that exchange their names are started once more after that.
 */
export class FormerName {
  readonly #root: string | undefined;
  readonly #retained: RetainedTopics;
  readonly #cleared = new Set<string>();
  readonly #names: readonly string[];

  /** @param root the present one; `announced` knows that of an earlier run */
  constructor(root: string, announced: Announced, retained: RetainedTopics) {
    this.#root = announced.root === root ? undefined : announced.root;
    this.#names = namesAnnounced(announced);
    this.#retained = retained;
  }

  /** What always stood. */
  leave(): void {
    for (const topic of [...STANDS, ...this.#names.map((name) => ({ kind: "last", name }) as const)])
      this.#clear(topic);
  }

  /** What is told of now stood there under the former name, if it is kept over restarts. */
  hear(event: NodeEvent): void {
    if (event.type !== "alert" && event.type !== "insight") return;
    const topic = eventTopic(event);
    if (topic !== undefined) this.#clear(topic);
  }

  #clear(topic: Topic): void {
    if (this.#root === undefined) return;
    const whole = `${this.#root}/${writeTopic(topic)}`;
    if (this.#cleared.has(whole)) return;
    this.#cleared.add(whole);
    this.#retained.clear(whole);
  }
}
