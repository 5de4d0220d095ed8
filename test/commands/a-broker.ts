import type { TestContext } from "node:test";
import { EmbeddedBroker } from "../../src/mqtt/broker/embedded-broker.js";
import { type Heard, observer } from "../mqtt/real-brokers.js";
import { ROOT } from "./andas.js";

/** A broker outside of the node, and somebody on it who hears everything from the first word on. */
export async function aBroker(t: TestContext, port = 0) {
  const broker = new EmbeddedBroker({ tcp: port, webSocket: 0 });
  await broker.start();
  t.after(() => broker.stop());
  const watcher = await observer(broker.url);
  t.after(watcher.close);
  return { url: broker.url, port: broker.ports.tcp, ...watcher };
}

export interface Said {
  /** Below the node's root. */
  readonly topic: string;
  readonly body: Record<string, unknown>;
}

/** What a node said on topics that begin with one of `topics`, in order. */
export function saidOn(heard: readonly Heard[], ...topics: string[]): Said[] {
  return heard
    .filter(({ payload }) => payload !== "")
    .map(({ topic, payload }) => ({ topic: topic.slice(ROOT.length + 1), payload }))
    .filter(({ topic }) => topics.some((beginning) => topic.startsWith(beginning)))
    .map(({ topic, payload }) => ({ topic, body: JSON.parse(payload) as Record<string, unknown> }));
}

export const stateNames = (heard: readonly Heard[]) => saidOn(heard, "$state").map(({ body }) => body.state);
