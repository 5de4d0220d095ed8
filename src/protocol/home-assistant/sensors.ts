import { PHASES } from "../../domain/breath.js";
import { type Quantity, UNIT_OF } from "../../domain/covariate.js";
import type { HealthStatus } from "../../domain/health.js";
import { at, type Components, choice, field, measured, moment } from "./component.js";
import type { DiscoveryFacts } from "./facts.js";

/** What Home Assistant calls it. */
const CLASS_OF: Readonly<Record<Quantity, string>> = {
  temperature: "temperature",
  humidity: "humidity",
  moisture: "moisture",
  light: "illuminance",
  rain: "precipitation",
};

const HEALTH: readonly HealthStatus[] = ["healthy", "warning", "critical", "unknown"];
const GONE = ["disconnected", "lost"];
const DIAGNOSTIC = { entity_category: "diagnostic" };

/**
 * One word for as long as the node lives: `init`, `ready` and `sleeping` follow each other within a second of every breath, and would
 * fill a logbook. When it sleeps till is another thing.
 */
const LIVES = `{{ value_json.state if value_json.state in ['${GONE.join("', '")}'] else 'breathing' }}`;
/** Stays while the node speaks: it will sleep on in a moment. */
const SLEEPS_UNTIL =
  "{{ value_json.until | default(this.state if this.state not in ['unknown', 'unavailable'] else 'None') }}";

export function sensors(facts: DiscoveryFacts): Components {
  return { ...electrodes(facts), ...surroundings(facts), ...breath(facts), ...condition(facts) };
}

export function electrodeId(name: string): string {
  return `electrode-${name}`;
}

export function covariateId(name: string): string {
  return `environment-${name}`;
}

function electrodes(facts: DiscoveryFacts): Components {
  const all = facts.electrodes.map(({ name }) => {
    const topic = at(facts, { kind: "last", name });
    const voltage = { device_class: "voltage", unit_of_measurement: "mV", suggested_display_precision: 3 };
    return [
      electrodeId(name),
      measured(name, topic, "value_mv", { ...voltage, json_attributes_topic: topic }),
    ] as const;
  });
  return Object.fromEntries(all);
}

function surroundings(facts: DiscoveryFacts): Components {
  const all = (facts.covariates ?? []).map(({ name, quantity }) => {
    const unit = { device_class: CLASS_OF[quantity], unit_of_measurement: UNIT_OF[quantity] };
    return [covariateId(name), measured(name, at(facts, { kind: "last", name }), "value", unit)] as const;
  });
  return Object.fromEntries(all);
}

/**
 * Who is heard in its exhales alone is always in an exhale when it is heard: its phase would be that word for ever. Of such a node the
 * breath is counted, and says when it is drawn next; its phases can be worked out by the attributes.
 */
function breath(facts: DiscoveryFacts): Components {
  const topic = at(facts, { kind: "breath" });
  return {
    breaths: { ...measured("Breaths", topic, "cycle"), state_class: "total_increasing" },
    "next-inhale": { ...moment("Next inhale", topic, field("next_wake")), json_attributes_topic: topic },
    ...(facts.radio === "always" && { phase: choice("Breath", topic, field("phase"), PHASES) }),
  };
}

function condition(facts: DiscoveryFacts): Components {
  const state = at(facts, { kind: "state" });
  const health = at(facts, { kind: "health" });
  return {
    problem: {
      platform: "binary_sensor",
      name: "Alert",
      state_topic: health,
      value_template: "{{ 'ON' if value_json.alerts | count > 0 else 'OFF' }}",
      json_attributes_topic: health,
      json_attributes_template: "{{ {'alerts': value_json.alerts} | tojson }}",
      device_class: "problem",
    },
    // Of a dead node too: what is said of it is never out of date.
    state: { ...choice("State", state, LIVES, ["breathing", ...GONE]), availability: [], ...DIAGNOSTIC },
    until: { ...moment("Sleeping until", state, SLEEPS_UNTIL), ...DIAGNOSTIC },
    health: { ...choice("Health", health, field("status"), HEALTH), ...DIAGNOSTIC },
    temperature: measured("Board temperature", health, "temperature_c", {
      ...{ device_class: "temperature", unit_of_measurement: "°C" },
      ...DIAGNOSTIC,
    }),
    outbox: measured("Messages waiting", health, "outbox.depth", DIAGNOSTIC),
  };
}
