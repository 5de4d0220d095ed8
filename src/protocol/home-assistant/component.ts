import type { Json } from "../../domain/percept.js";
import { rootOf, type Topic, writeTopic } from "../topics.js";
import type { DiscoveryFacts } from "./facts.js";

/** One thing that a device shows in Home Assistant, with the keys that its platform documents. */
export type Component = Readonly<Record<string, Json>> & {
  readonly platform: "sensor" | "binary_sensor" | "event" | "button";
};

/** By id; ids are never changed, for Home Assistant knows each thing by its own. */
export type Components = Readonly<Record<string, Component>>;

/** A whole topic of the node's. */
export function at({ identity }: Pick<DiscoveryFacts, "identity">, topic: Topic): string {
  return `${rootOf(identity)}/${writeTopic(topic)}`;
}

/** What is not there is unknown, which Home Assistant calls None. */
export function field(path: string): string {
  return `{{ value_json.${path} | default('None') }}`;
}

/** Numbers that are drawn as a curve. */
export function measured(name: string, topic: string, path: string, more: Readonly<Record<string, Json>> = {}) {
  return {
    platform: "sensor",
    name,
    state_topic: topic,
    value_template: field(path),
    state_class: "measurement",
    ...more,
  } as const satisfies Component;
}

/** One word of a few. */
export function choice(name: string, topic: string, template: string, options: readonly string[]) {
  return {
    platform: "sensor",
    name,
    state_topic: topic,
    value_template: template,
    device_class: "enum",
    options,
  } as const satisfies Component;
}

/** A moment, which Home Assistant shows as "in 4 minutes". */
export function moment(name: string, topic: string, template: string) {
  return {
    platform: "sensor",
    name,
    state_topic: topic,
    value_template: template,
    device_class: "timestamp",
  } as const satisfies Component;
}
