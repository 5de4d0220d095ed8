import { GLYPHS } from "../../domain/glyph.js";
import { EVENTS } from "../../domain/reading.js";
import { at, type Component, type Components } from "./component.js";
import type { DiscoveryFacts } from "./facts.js";

/**
 * What happens, as Home Assistant's `event`: a type of a few, with what belongs to it (integrations/event.mqtt). What is told later
 * than in its own breath is no news, and would come in hundreds after a week without a broker: of that nothing is rendered, which
 * Home Assistant passes over.
 */
export function events(facts: DiscoveryFacts): Components {
  const ofElectrodes = facts.electrodes.flatMap(({ name }) => [
    [
      `spike-${name}`,
      event(`${name} spike`, at(facts, { kind: "spike", name }), ["up", "down"], SPIKE_TYPE, [
        ...["peak", "amplitude_mv", "z", "match"],
      ]),
    ] as const,
    [
      `glyph-${name}`,
      event(`${name} glyph`, at(facts, { kind: "glyph", name }), GLYPHS, "value_json.glyph", [
        ...["start", "end", "spikes", "amplitude_mv"],
      ]),
    ] as const,
  ]);
  return {
    ...Object.fromEntries(ofElectrodes),
    // Of all events at once: which one it is stands in the payload too.
    reading: event(
      "Reading",
      at(facts, { kind: "reading", name: EVENTS[0] }).replace(/[^/]+$/, "+"),
      EVENTS,
      "value_json.event",
      [...["text", "confidence", "surprise", "electrodes", "start", "end"]],
    ),
  };
}

const SPIKE_TYPE = "'up' if value_json.polarity > 0 else 'down'";

function event(
  name: string,
  topic: string,
  types: readonly string[],
  type: string,
  fields: readonly string[],
): Component {
  const attributes = fields.map((name) => `'${name}': value_json.${name}`).join(", ");
  return {
    platform: "event",
    name,
    state_topic: topic,
    event_types: types,
    value_template: `{% if not value_json.historical %}{{ {'event_type': ${type}, ${attributes}} | tojson }}{% endif %}`,
  };
}
