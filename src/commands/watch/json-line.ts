import type { Seconds } from "../../domain/time.js";
import { iso } from "../../domain/time.js";
import { decode } from "../../protocol/payloads/decode.js";
import { readNodeTopic, writeTopic } from "../../protocol/topics.js";
import type { Heard } from "./listener.js";

/** A message as a line; undefined of what is no node's. A payload that makes no sense here is null, and said. */
export function jsonLine({ topic, payload, retained }: Heard, at: Seconds): string | undefined {
  const whose = readNodeTopic(topic);
  if (whose === undefined) return undefined;
  const understood = decode(whose.topic, payload) !== undefined;
  const { site, node } = whose;
  return JSON.stringify({
    ...{ v: 1, at: iso(at), node: `${site}/${node}`, topic: writeTopic(whose.topic), retained },
    ...(understood ? { payload: payload === "" ? null : JSON.parse(payload) } : { payload: null, understood }),
  });
}
