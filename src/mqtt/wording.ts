import type { BreathSettings } from "../domain/breath.js";
import type { Electrode } from "../domain/electrode.js";
import type { NodeEvent } from "../domain/event.js";
import type { HealthCheck, HealthFacts, HealthStatus, HostReading } from "../domain/health.js";
import type { Message } from "../domain/message.js";
import { type Told, tell, tellBreath, tellThread, UTC } from "../domain/telling.js";
import type { Thread } from "../domain/thread.js";
import { iso, type Seconds, type TimeQuality } from "../domain/time.js";
import { level, levels } from "./topics.js";

/** Where an event is told, below the root; undefined for those that no topic is for. */
export function eventTopic(event: NodeEvent): string | undefined {
  switch (event.type) {
    case "spike":
      return `spike/${level(event.spike.electrode)}`;
    case "glyph":
      return `glyph/${level(event.glyph.electrode)}`;
    case "percept":
      return `percept/${levels(event.percept.source)}`;
    case "reading":
      return `reading/${level(event.reading.event)}`;
    case "reflex":
      return `reflex/${level(event.reflex)}`;
    default:
      return undefined;
  }
}

/** An event as the outbox keeps it. */
export function eventMessage(event: NodeEvent, topic: string, boot: number, cycle: number, tq: TimeQuality): Message {
  const payload = JSON.stringify({ v: 1, boot, seq: event.seq, at: iso(event.at), tq, ...tell(event, UTC) });
  return { boot, seq: event.seq, topic, payload, at: event.at, cycle, retain: false };
}

/** The payload as it goes out: what is said in a later breath than its own says so. */
export function outgoingPayload(message: Message, cycle: number): string {
  return message.cycle < cycle ? `${message.payload.slice(0, -1)},"historical":true}` : message.payload;
}

export type LifeState = "init" | "ready" | "sleeping" | "disconnected" | "lost";

/** `$state`. `until` belongs to `sleeping`: whoever reads it knows when to begin to worry. */
export function stateBody(
  state: LifeState,
  bd: number,
  since: Seconds,
  tq: TimeQuality,
  more: { until?: Seconds; reason?: string } = {},
): string {
  const { until, reason } = more;
  return JSON.stringify({
    v: 1,
    state,
    bd,
    since: iso(since),
    tq,
    ...(until !== undefined && { until: iso(until) }),
    ...(reason !== undefined && { reason }),
  });
}

/** What `$description` and Home Assistant are told about the node. */
export interface Description {
  readonly version: string;
  /** The board, as it names itself. */
  readonly hardware: string;
  readonly electrodes: readonly Electrode[];
  readonly capabilities: readonly string[];
  readonly configHash: string;
  readonly schemaHash: string;
  /** Absent while there is no reader. */
  readonly modelHash?: string;
  readonly place?: string;
}

export function descriptionBody(about: Description, name: string | undefined): Told {
  return {
    version: about.version,
    hardware: about.hardware,
    ...(name !== undefined && { name }),
    ...(about.place !== undefined && { place: about.place }),
    electrodes: about.electrodes.map((electrode) => ({
      name: electrode.name,
      unit: "mV",
      profile: electrode.profile,
      control: electrode.control,
      device: electrode.device,
      channel: electrode.channel,
    })),
    capabilities: about.capabilities,
    config_hash: about.configHash,
    schema_hash: about.schemaHash,
    model_hash: about.modelHash ?? null,
  };
}

/** `breath`: where the node is, the rhythm it keeps, and when it next inhales if nothing calls earlier. */
export function breathBody(breath: Parameters<typeof tellBreath>[0], settings: BreathSettings): Told {
  const { phases } = settings;
  const after = {
    inhale: ["hold", "exhale", "pause"],
    hold: ["exhale", "pause"],
    exhale: ["pause"],
    pause: [],
  } as const;
  const rest = after[breath.phase].reduce((sum, phase) => sum + phases[phase], 0);
  return {
    ...tellBreath(breath, UTC),
    rhythm: { kind: "fixed", ...phases },
    next_wake: iso(breath.until + rest),
  };
}

/** `last/<electrode>`. */
export interface LastValue {
  /** Millivolts; NaN while nothing usable comes. */
  readonly value: number;
  /** Samples a second. */
  readonly rate: number;
  /** The glyph that is open now. */
  readonly glyph?: string;
  readonly at: Seconds;
}

export function lastBody(last: LastValue): Told {
  return {
    at: iso(last.at),
    value_mv: Number.isFinite(last.value) ? Math.round(last.value * 1e5) / 1e5 : null,
    rate_hz: last.rate,
    glyph: last.glyph ?? null,
  };
}

/** `threads`: the active one whole, the paused ones in a line, the frozen ones counted. */
export function threadsBody(threads: Iterable<Thread>, arousal: number, threshold: number): Told {
  const all = [...threads];
  const active = all.find((thread) => thread.status === "active");
  return {
    arousal: Math.round(arousal * 1000) / 1000,
    threshold: Math.round(threshold * 1000) / 1000,
    active: active ? tellThread(active, UTC) : null,
    paused: all
      .filter((thread) => thread.status === "paused")
      .map(({ id, kind, goal, salience }) => ({ id, kind, goal, salience: Math.round(salience * 1000) / 1000 })),
    frozen: all.filter((thread) => thread.status === "frozen").length,
  };
}

/** What the post itself knows of its health. */
export interface PostHealth {
  readonly depth: number;
  readonly oldest?: Seconds;
  readonly dropped: number;
  /** Ids of the alerts that stand. */
  readonly alerts: readonly string[];
}

const WORST_FIRST: readonly HealthStatus[] = ["critical", "warning", "unknown", "healthy"];

/** `health`: every check, the worst of them first in a word, and the facts. */
export function healthBody(
  checks: readonly HealthCheck[],
  host: HostReading,
  post: PostHealth,
  facts: HealthFacts = {},
): Told {
  return {
    status: WORST_FIRST.find((status) => checks.some((check) => check.status === status)) ?? "unknown",
    checks: checks.map(({ name, status, text }) => ({ name, status, text })),
    alerts: post.alerts,
    outbox: { depth: post.depth, oldest: post.oldest === undefined ? null : iso(post.oldest), dropped: post.dropped },
    ...(host.temperature !== undefined && { temperature_c: Math.round(host.temperature * 10) / 10 }),
    ...(host.underVoltage !== undefined && { under_voltage: host.underVoltage }),
    ...(host.memoryFree !== undefined && { memory_free: host.memoryFree }),
    ...(host.memoryTotal !== undefined && { memory_total: host.memoryTotal }),
    ...(host.resident !== undefined && { memory_resident: host.resident }),
    ...(host.diskFree !== undefined && { disk_free: host.diskFree }),
    ...(host.diskTotal !== undefined && { disk_total: host.diskTotal }),
    ...(host.clockSynchronized !== undefined && { clock_synchronized: host.clockSynchronized }),
    ...facts,
  };
}
