import type { AttentionSettings } from "../domain/attention-settings.js";
import type { BreathSettings } from "../domain/breath.js";
import type { Electrode } from "../domain/electrode.js";
import type { GlyphBook, GlyphSettings } from "../domain/glyph-settings.js";
import type { Reflex } from "../domain/reflex.js";
import type { Card } from "./card-schemas.js";
import type { Configuration, DeviceSettings, NodeSettings } from "./configuration.js";
import type { AttentionCard } from "./schemas/attention.js";
import type { BreathCard } from "./schemas/breath.js";
import type { GlyphsCard } from "./schemas/glyphs.js";
import type { NodeCard } from "./schemas/node.js";
import type { ReflexesCard } from "./schemas/reflexes.js";

/** From the card's words (snake_case with units) to the domain's. The one place where that happens. */
export function toConfiguration(card: Card, devices: readonly DeviceSettings[]): Configuration {
  return {
    node: toNode(card.node),
    devices,
    electrodes: card.electrodes.electrodes satisfies Electrode[],
    glyphs: toGlyphs(card.electrodes.glyphs),
    breath: toBreath(card.breath),
    reflexes: card.reflexes.reflexes.map(toReflex),
    attention: toAttention(card.attention),
  };
}

function toNode(card: NodeCard): NodeSettings {
  const { place } = card;
  return {
    site: card.site,
    node: card.node,
    name: card.name ?? card.node,
    ...(place && {
      place: {
        latitude: place.latitude,
        longitude: place.longitude,
        ...(place.altitude_m !== undefined && { altitude: place.altitude_m }),
        ...(place.text !== undefined && { text: place.text }),
      },
    }),
    ...(card.broker && { broker: { url: card.broker.url } }),
    embeddedBroker: { port: card.embedded_broker.port, websocketPort: card.embedded_broker.websocket_port },
    time: card.time,
    power: card.power,
  };
}

function toBreath(card: BreathCard): BreathSettings {
  return {
    phases: {
      inhale: card.phases.inhale_s,
      hold: card.phases.hold_s,
      exhale: card.phases.exhale_s,
      pause: card.phases.pause_s,
    },
    radio: card.radio,
    earlyExhaleEvery: card.early_exhale_every_s,
  };
}

function toGlyphs({ fungus, plant, fast }: GlyphsCard): GlyphBook {
  return { fungus: toGlyphSettings(fungus), plant: toGlyphSettings(plant), fast: toGlyphSettings(fast) };
}

function toGlyphSettings(card: GlyphsCard["fungus"]): GlyphSettings {
  return {
    short: card.short_intervals,
    medium: card.medium_intervals,
    veryLong: card.very_long_intervals,
    burstOf: card.burst_of,
    trainOf: card.train_of,
    interval: { usual: card.interval_usual_s, least: card.interval_least_s, most: card.interval_most_s },
    speed: { fast: card.fast_below_s, slow: card.slow_to_s },
  };
}

function toReflex(card: ReflexesCard["reflexes"][number]): Reflex {
  const { count, ...conditions } = card.when;
  return {
    id: card.id,
    when: { ...conditions, ...(count && { count: { atLeast: count.at_least, within: count.within_s } }) },
    action: card.action,
    ...(card.awareness && { awareness: card.awareness }),
    coolDown: card.cool_down_s,
  };
}

function toAttention(card: AttentionCard): AttentionSettings {
  return {
    pool: { capacity: card.pool.capacity, halfLife: card.pool.half_life_s, lifetime: card.pool.lifetime_s },
    threads: {
      freezeAfter: card.threads.freeze_after_s,
      cullAfter: card.threads.cull_after_s,
      frozenMax: card.threads.frozen_max,
    },
    selection: {
      calmThreshold: card.selection.calm_threshold,
      urgentThreshold: card.selection.urgent_threshold,
      calmMargin: card.selection.calm_margin,
      urgentMargin: card.selection.urgent_margin,
    },
    arousal: { halfLife: card.arousal.half_life_s },
    importance: card.importance,
    consolidation: {
      calmBelow: card.consolidation.calm_below,
      perBreath: card.consolidation.per_breath,
      insightsMax: card.consolidation.insights_max,
    },
  };
}
