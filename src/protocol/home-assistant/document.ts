import type { Json } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import { clientId, type Identity } from "../topics.js";
import { buttons } from "./buttons.js";
import { at, type Component, type Components } from "./component.js";
import { events } from "./events.js";
import type { DiscoveryFacts } from "./facts.js";
import { covariateId, electrodeId, sensors } from "./sensors.js";

/** What Home Assistant says on its status topic when it comes up. */
export const ONLINE = "online";

/** Where Home Assistant says that it comes and goes. */
export function statusTopic(prefix: string): string {
  return `${prefix}/status`;
}

/** Where Home Assistant reads it; `prefix` is `homeassistant` unless somebody changed it there. */
export function discoveryTopic(prefix: string, { site, node }: Identity): string {
  return `${prefix}/device/${site}-${node}/config`;
}

/** What is true of a dead node too: how it was last, and till when it meant to sleep. */
const STAYS: readonly string[] = ["state", "until"];

/** All that the node shows in Home Assistant. */
export function components(facts: DiscoveryFacts): Components {
  const all = Object.entries({ ...sensors(facts), ...events(facts), ...buttons(facts) });
  return Object.fromEntries(all.map(([id, component]) => [id, whole(facts, id, component)]));
}

function whole({ identity, breath }: DiscoveryFacts, id: string, component: Component): Component {
  const isTold = component.platform === "sensor" || component.platform === "binary_sensor";
  // What is told with each breath is dead when it misses one: a node that is killed in its rest stays "sleeping" for ever.
  const expires = breath === undefined || !isTold || STAYS.includes(id) ? {} : { expire_after: expiry(breath) };
  return { ...component, ...expires, unique_id: `${clientId(identity)}-${id}` };
}

/** Told once a breath, and then silent: dead after the `until` that it gave, which is a breath on, plus one breath. */
function expiry(breath: Seconds): number {
  return Math.ceil(2 * breath);
}

/**
 * The device document (Home Assistant, MQTT discovery, device payload). A sleeping node is available: its last values are
 * what is known, and `until` says when it wakes. What it does not tell anew a breath after that is unavailable (`expire_after`). Components that were told of `before` and are gone stand in it with
 * nothing but their platform, which is how Home Assistant is told to remove them.
 */
export function discoveryDocument(
  facts: DiscoveryFacts,
  before: Readonly<Record<string, string>>,
): Record<string, Json> {
  const { identity, version, hardware } = facts;
  const now = components(facts);
  const gone = Object.entries(before).filter(([id]) => !(id in now));
  return {
    device: {
      identifiers: [clientId(identity)],
      name: identity.name ?? `${identity.site} ${identity.node}`,
      manufacturer: "andas",
      model: hardware,
      sw_version: version,
    },
    origin: { name: "andas", sw_version: version },
    availability: [
      {
        topic: at(facts, { kind: "state" }),
        value_template: "{{ 'offline' if value_json.state in ['disconnected', 'lost'] else 'online' }}",
      },
    ],
    qos: 1,
    components: { ...now, ...Object.fromEntries(gone.map(([id, platform]) => [id, { platform }])) },
  };
}

/** Electrodes and covariates that were told of once and hang on the node no more. */
export function vanishedNames(facts: DiscoveryFacts, before: Readonly<Record<string, string>>): string[] {
  const now = components(facts);
  return namesIn(Object.keys(before).filter((id) => !(id in now)));
}

/** The names of electrodes and covariates among ids of components. */
export function namesIn(ids: readonly string[]): string[] {
  return [electrodeId(""), covariateId("")].flatMap((prefix) =>
    ids.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length)),
  );
}
