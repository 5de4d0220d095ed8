import type { ArousalSettings, AttentionSettings } from "../domain/attention-settings.js";
import type { BreathSettings, RhythmSettings } from "../domain/breath.js";
import type { Electrode } from "../domain/electrode.js";
import type { EnergySettings } from "../domain/energy.js";
import type { GlyphBook, GlyphSettings } from "../domain/glyph-settings.js";
import type { RestSettings } from "../domain/rest.js";
import type { Card } from "./card-schemas.js";
import type {
  BrokerSettings,
  Configuration,
  DeviceSettings,
  EmbeddedBrokerSettings,
  NodeSettings,
  SupplySettings,
  VoiceSettings,
} from "./configuration.js";
import type { AttentionCard } from "./schemas/attention.js";
import type { BreathCard } from "./schemas/breath.js";
import type { GlyphsCard } from "./schemas/glyphs.js";
import type { NodeCard } from "./schemas/node.js";
import type { RestCard } from "./schemas/rest.js";
import type { RhythmCard } from "./schemas/rhythm.js";
import { toReflex, toTimeOfDay } from "./to-reflex.js";

/** From the card's words (snake_case with units) to the domain's. The one place where that happens. */
export function toConfiguration(card: Card, devices: readonly DeviceSettings[]): Configuration {
  return {
    node: toNode(card.node),
    devices,
    electrodes: card.electrodes.electrodes satisfies Electrode[],
    glyphs: toGlyphs(card.electrodes.glyphs),
    breath: toBreath(card.breath),
    rest: toRest(card.breath.rest),
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
    language: card.language,
    ...(place && {
      place: {
        latitude: place.latitude,
        longitude: place.longitude,
        ...(place.altitude_m !== undefined && { altitude: place.altitude_m }),
        ...(place.text !== undefined && { text: place.text }),
      },
    }),
    ...(card.backup.folder !== undefined && { backup: { folder: card.backup.folder } }),
    ...(card.supply && { supply: toSupply(card.supply) }),
    energy: toEnergy(card.energy),
    ...(card.voice && { voice: toVoice(card.voice) }),
    ...(card.trace && { trace: { every: card.trace.every_s } }),
    raw: { keep: Math.round(card.raw.keep_mb * 1e6) },
    // A node is no neighbour of its own, though a card that is copied from node to node may say so.
    peers: card.peers.filter((peer) => peer !== card.node),
    ...(card.broker && { broker: toBroker(card.broker) }),
    embeddedBroker: toEmbeddedBroker(card.embedded_broker),
  };
}

function toSupply({ chip, bus, address, shunt_ohm, battery }: NonNullable<NodeCard["supply"]>): SupplySettings {
  return {
    ...{ chip, bus, address: Number(address), shunt: shunt_ohm },
    ...(battery && { battery: { empty: battery.empty_v, full: battery.full_v } }),
  };
}

function toEnergy({ board, battery_wh, panel_w, sun_hours, volts }: NodeCard["energy"]): EnergySettings {
  const sunHours = typeof sun_hours === "number" ? Array.from({ length: 12 }, () => sun_hours) : sun_hours;
  return {
    ...(board !== "auto" && { board }),
    ...(battery_wh !== undefined && { battery: battery_wh }),
    ...(panel_w !== undefined && sunHours !== undefined && { panel: { watts: panel_w, sunHours } }),
    volts,
  };
}

function toVoice({ words, scale, mapping, demo }: NonNullable<NodeCard["voice"]>): VoiceSettings {
  return { scale, demo, ...(words !== undefined && { words }), ...(mapping !== undefined && { mapping }) };
}

function toBroker({ url, server_name }: NonNullable<NodeCard["broker"]>): BrokerSettings {
  return { url, ...(server_name !== undefined && { serverName: server_name }) };
}

function toEmbeddedBroker({
  address,
  port,
  websocket_port,
  page,
}: NodeCard["embedded_broker"]): EmbeddedBrokerSettings {
  return {
    ...{ address, page },
    ...(port !== undefined && { port }),
    ...(websocket_port !== undefined && { websocketPort: websocket_port }),
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
    exhale: card.exhale,
    earlyExhaleEvery: card.early_exhale_every_s,
    rhythm: toRhythm(card.rhythm),
  };
}

function toRhythm({ kind, spiral, entrained, staggered, battery, aroused }: RhythmCard): RhythmSettings {
  return {
    kind,
    spiral: { longest: spiral.longest_pause_s },
    entrained: {
      shortestPeriod: entrained.shortest_period_s,
      longestPeriod: entrained.longest_period_s,
      longest: entrained.longest_pause_s,
    },
    staggered: { mostShift: staggered.most_shift_s },
    ...(battery && {
      battery: {
        ...{ from: battery.from, to: battery.to, hysteresis: battery.hysteresis },
        ...{ longest: battery.longest_times, leastInhale: battery.least_inhale_s },
      },
    }),
    ...(aroused && { aroused: { from: aroused.from, shortest: aroused.shortest_share } }),
  };
}

function toRest(card: RestCard): RestSettings {
  const { idle_w: idleWatts, off_w: offWatts, boot_j: bootJoules, boot_s: bootSeconds, safe_halt } = card;
  return {
    ...{ depth: card.depth, turnsDown: card.turns_down, alarm: card.alarm, minAwake: card.min_awake_s },
    figures: {
      ...(idleWatts !== undefined && { idleWatts }),
      ...(offWatts !== undefined && { offWatts }),
      ...(bootJoules !== undefined && { bootJoules }),
      ...(bootSeconds !== undefined && { bootSeconds }),
    },
    ...(safe_halt && {
      safeHalt: {
        batteryBelow: safe_halt.battery_below,
        underVoltage: safe_halt.under_voltage,
        hotterThan: safe_halt.hotter_than_c,
        lasting: safe_halt.lasting_s,
        returnsAfter: safe_halt.returns_after_s,
        withoutAlarm: safe_halt.without_alarm,
      },
    }),
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

/** `attention.json` in force. */
export function toAttention(card: AttentionCard): AttentionSettings {
  return {
    pool: {
      capacity: card.pool.capacity,
      halfLife: card.pool.half_life_s,
      lifetime: card.pool.lifetime_s,
      halfLives: card.pool.half_lives.map(({ type, half_life_s }) => ({ type, halfLife: half_life_s })),
    },
    relevance: {
      nearHalfLife: card.relevance.near_half_life_s,
      nearWeight: card.relevance.near_weight,
      readingWeight: card.relevance.reading_weight,
      alikeFrom: card.relevance.alike_from,
    },
    salience: { surpriseWeight: card.salience.surprise_weight, surpriseHalf: card.salience.surprise_half_bits },
    habituation: {
      step: card.habituation.step,
      floor: card.habituation.floor,
      halfLife: card.habituation.half_life_s,
    },
    threads: {
      freezeAfter: card.threads.freeze_after_s,
      cullAfter: card.threads.cull_after_s,
      frozenMax: card.threads.frozen_max,
    },
    merging: { from: card.merging.from, below: card.merging.below, nearWeight: card.merging.near_weight },
    selection: {
      activeMost: card.selection.active_most,
      calmThreshold: card.selection.calm_threshold,
      urgentThreshold: card.selection.urgent_threshold,
      calmMargin: card.selection.calm_margin,
      urgentMargin: card.selection.urgent_margin,
    },
    arousal: {
      urgency: toFactor(card.arousal.urgency, card.arousal.half_life_s),
      pressure: {
        ...toFactor(card.arousal.pressure, card.arousal.half_life_s),
        within: card.arousal.pressure_within_s,
      },
      errors: toFactor(card.arousal.errors, card.arousal.half_life_s),
      waiting: toFactor(card.arousal.waiting, card.arousal.half_life_s),
      scarcity: toFactor(card.arousal.scarcity, card.arousal.half_life_s),
    },
    importance: card.importance,
    summary: { pausedMost: card.summary.paused_most },
    morning: toTimeOfDay(card.morning),
    consolidation: {
      calmBelow: card.consolidation.calm_below,
      when: {
        idle: card.consolidation.when.idle_s,
        threads: card.consolidation.when.threads,
        night: {
          from: toTimeOfDay(card.consolidation.when.night.from),
          to: toTimeOfDay(card.consolidation.when.night.to),
        },
      },
      perBreath: card.consolidation.per_breath,
      insightsMax: card.consolidation.insights_max,
    },
    learning: {
      halfLife: card.learning.half_life_s,
      forgetBelow: card.learning.forget_below,
      expectFrom: card.learning.expect_from,
      doubtFrom: card.learning.doubt_from,
      afterWithin: card.learning.after_within_s,
    },
  };
}

function toFactor(card: AttentionCard["arousal"]["urgency"], halfLife: number): ArousalSettings {
  return { weight: card.weight, rise: card.rise_s, fall: card.fall_s ?? halfLife };
}
