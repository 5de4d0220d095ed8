import { z } from "zod";
import { PHASES } from "../../domain/breath.js";
import { type Covariate, type Quantity, UNIT_OF } from "../../domain/covariate.js";
import type { Electrode } from "../../domain/electrode.js";
import type { HealthStatus } from "../../domain/health.js";
import type { Json } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import { clientId, type Identity, rootOf, type Topic, writeTopic } from "../topics.js";
import { CONNECTION_STATES } from "./state.js";

/** Components that Home Assistant was told of, by id, with their platform: `{"electrode-e1":"sensor"}`. */
export type Announced = Readonly<Record<string, string>>;

/** The same, as the disk has it. */
export const ANNOUNCED: z.ZodType<Announced> = z.record(z.string(), z.string());

type Component = Readonly<Record<string, Json>> & { readonly platform: "sensor" | "binary_sensor" };

export interface DiscoveryFacts {
  readonly identity: Identity;
  readonly version: string;
  readonly hardware: string;
  readonly electrodes: readonly Electrode[];
  readonly covariates?: readonly Covariate[] | undefined;
  /** How long a whole breath lasts; without it a node that falls silent is not called dead. */
  readonly breath?: Seconds | undefined;
}

/** What Home Assistant calls it. */
const CLASS_OF: Readonly<Record<Quantity, string>> = {
  temperature: "temperature",
  humidity: "humidity",
  moisture: "moisture",
  light: "illuminance",
  rain: "precipitation",
};

const HEALTH: readonly HealthStatus[] = ["healthy", "warning", "critical", "unknown"];

/** What is true of a dead node too: how it was last, and till when it meant to sleep. */
const STAYS: readonly string[] = ["state", "until"];

/** Told once a breath, and then silent: dead after the `until` that it gave, which is a breath on, plus one breath. */
function expiry(breath: Seconds): number {
  return Math.ceil(2 * breath);
}

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

/** All that the node shows in Home Assistant. */
export function components({
  identity,
  electrodes,
  covariates = [],
  breath,
}: DiscoveryFacts): Record<string, Component> {
  const all: Record<string, Component> = {};
  const root = rootOf(identity);
  const at = (topic: Topic): string => `${root}/${writeTopic(topic)}`;
  const add = (id: string, component: Component): void => {
    // What is told with each breath is dead when it misses one: a node that is killed in its rest stays "sleeping" for ever.
    const expires = breath === undefined || STAYS.includes(id) ? {} : { expire_after: expiry(breath) };
    all[id] = { ...component, ...expires, unique_id: `${clientId(identity)}-${id}` };
  };
  for (const electrode of electrodes) {
    add(electrodeId(electrode.name), {
      platform: "sensor",
      name: electrode.name,
      state_topic: at({ kind: "last", name: electrode.name }),
      value_template: field("value_mv"),
      json_attributes_topic: at({ kind: "last", name: electrode.name }),
      device_class: "voltage",
      unit_of_measurement: "mV",
      state_class: "measurement",
      suggested_display_precision: 3,
    });
  }
  for (const { name, quantity } of covariates) {
    add(covariateId(name), {
      platform: "sensor",
      name,
      state_topic: at({ kind: "last", name }),
      value_template: field("value"),
      device_class: CLASS_OF[quantity],
      unit_of_measurement: UNIT_OF[quantity],
      state_class: "measurement",
    });
  }
  add("breath", choice("Breath", at({ kind: "breath" }), "phase", PHASES));
  add("problem", {
    platform: "binary_sensor",
    name: "Alert",
    state_topic: at({ kind: "health" }),
    value_template: "{{ 'ON' if value_json.alerts | count > 0 else 'OFF' }}",
    json_attributes_topic: at({ kind: "health" }),
    json_attributes_template: "{{ {'alerts': value_json.alerts} | tojson }}",
    device_class: "problem",
  });
  add("state", {
    ...choice("State", at({ kind: "state" }), "state", CONNECTION_STATES),
    entity_category: "diagnostic",
  });
  add("until", {
    platform: "sensor",
    name: "Sleeping until",
    state_topic: at({ kind: "state" }),
    value_template: field("until"),
    device_class: "timestamp",
    entity_category: "diagnostic",
  });
  add("health", { ...choice("Health", at({ kind: "health" }), "status", HEALTH), entity_category: "diagnostic" });
  add("temperature", {
    platform: "sensor",
    name: "Board temperature",
    state_topic: at({ kind: "health" }),
    value_template: field("temperature_c"),
    device_class: "temperature",
    unit_of_measurement: "°C",
    state_class: "measurement",
    entity_category: "diagnostic",
  });
  add("outbox", {
    platform: "sensor",
    name: "Messages waiting",
    state_topic: at({ kind: "health" }),
    value_template: field("outbox.depth"),
    state_class: "measurement",
    entity_category: "diagnostic",
  });
  return all;
}

/**
 * The device document (Home Assistant, MQTT discovery, device payload). A sleeping node is available: its last values are
 * what is known, and `until` says when it wakes. What it does not tell anew a breath after that is unavailable (`expire_after`). Components that were `announced` before and are gone stand in it with
 * nothing but their platform, which is how Home Assistant is told to remove them.
 */
export function discoveryDocument(facts: DiscoveryFacts, announced: Announced): Record<string, Json> {
  const { identity, version, hardware } = facts;
  const now = components(facts);
  const gone = Object.entries(announced).filter(([id]) => !(id in now));
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
        topic: `${rootOf(identity)}/${writeTopic({ kind: "state" })}`,
        value_template: "{{ 'offline' if value_json.state in ['disconnected', 'lost'] else 'online' }}",
      },
    ],
    qos: 1,
    components: { ...now, ...Object.fromEntries(gone.map(([id, platform]) => [id, { platform }])) },
  };
}

/** What to remember as announced once the document is delivered. */
export function announcedBy(facts: DiscoveryFacts): Announced {
  return Object.fromEntries(Object.entries(components(facts)).map(([id, { platform }]) => [id, platform]));
}

/** Electrodes and covariates that were announced once and hang on the node no more. */
export function vanishedNames(facts: DiscoveryFacts, announced: Announced): string[] {
  const now = components(facts);
  const gone = Object.keys(announced).filter((id) => !(id in now));
  return [electrodeId(""), covariateId("")].flatMap((prefix) =>
    gone.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length)),
  );
}

function covariateId(name: string): string {
  return `environment-${name}`;
}

function electrodeId(name: string): string {
  return `electrode-${name}`;
}

function choice(name: string, topic: string, key: string, options: readonly string[]): Component {
  return { platform: "sensor", name, state_topic: topic, value_template: field(key), device_class: "enum", options };
}

/** What is not there is unknown, which Home Assistant calls None. */
function field(path: string): string {
  return `{{ value_json.${path} | default('None') }}`;
}
