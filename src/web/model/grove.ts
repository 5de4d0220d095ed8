import { STANDINGS, type StandingName } from "../../domain/standing.js";
import type { Seconds } from "../../domain/time.js";
import { decode } from "../../protocol/payloads/decode.js";
import { readNodeTopic } from "../../protocol/topics.js";
import { standingOf } from "./standing.js";
import { type Arrival, type NodeSummary, summarize, unheard } from "./summary.js";

/** More nodes than this are no grove, but somebody who makes up names. */
const MOST_NODES = 2000;

/** Every node that was heard of. Who draws asks for `nodes` when `version` has changed. */
export class Grove {
  readonly #nodes = new Map<string, NodeSummary>();
  #sorted: readonly NodeSummary[] | undefined;
  #version = 0;
  #strange = 0;

  /** Counts what changed. */
  get version(): number {
    return this.#version;
  }

  /** Messages that are no node's, and nodes beyond those that are kept. */
  get strange(): number {
    return this.#strange;
  }

  /** By site and node. */
  get nodes(): readonly NodeSummary[] {
    this.#sorted ??= [...this.#nodes.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    return this.#sorted;
  }

  get(key: string): NodeSummary | undefined {
    return this.#nodes.get(key);
  }

  /** Never throws, whatever comes. */
  hear(topic: string, payload: string, arrival: Arrival): void {
    const whose = readNodeTopic(topic);
    const known = whose && this.#nodes.get(`${whose.site}/${whose.node}`);
    if (whose === undefined || (known === undefined && this.#nodes.size >= MOST_NODES)) {
      this.#strange++;
      return;
    }
    const decoded = decode(whose.topic, payload);
    // A node that is cleared off the broker leaves no card of its own behind.
    if (decoded?.kind === "cleared" && (known === undefined || whose.topic.kind === "state")) {
      if (this.#nodes.delete(`${whose.site}/${whose.node}`)) this.#changed();
      return;
    }
    const summary = summarize(known ?? unheard(whose), whose, decoded, arrival);
    if (summary === known) return;
    this.#nodes.set(summary.key, summary);
    this.#changed();
  }

  #changed(): void {
    this.#version++;
    this.#sorted = undefined;
  }
}

/** How many stand how. */
export function countStandings(nodes: readonly NodeSummary[], now: Seconds): ReadonlyMap<StandingName, number> {
  const counts = new Map<StandingName, number>(STANDINGS.map((name) => [name, 0]));
  for (const node of nodes) {
    const { name } = standingOf(node, now);
    counts.set(name, counts.get(name)! + 1);
  }
  return counts;
}
