import { type Breath, breathEnd } from "../domain/breath.js";
import type { Electrode } from "../domain/electrode.js";
import type { NodeEvent } from "../domain/event.js";
import type { HealthCheck, HealthFacts, HealthStatus, HostReading } from "../domain/health.js";
import type { Message } from "../domain/message.js";
import { isNeighbourSource } from "../domain/percept-source.js";
import type { Thread } from "../domain/thread.js";
import { iso, roundTime, type Seconds, type TimeQuality } from "../domain/time.js";
import { type Told, tell, tellBreath, tellThread, tellWhy, UTC } from "./telling.js";
import { level, levels } from "./topics.js";

/** Where an event is told, below the root; undefined for those that no topic is for. */
export function eventTopic(event: NodeEvent): string | undefined {
  switch (event.type) {
    case "spike":
      return `spike/${level(event.spike.electrode)}`;
    case "glyph":
      return `glyph/${level(event.glyph.electrode)}`;
    case "percept":
      // What a neighbour told, it told to everybody.
      return isNeighbourSource(event.percept.source) ? undefined : `percept/${levels(event.percept.source)}`;
    case "reading":
      return `reading/${level(event.reading.event)}`;
    case "voice":
      return `voice/${level(event.line)}`;
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

/** `breath`: where the node is, the rhythm it keeps, when the next breath begins, and till when somebody keeps it awake. */
export function breathBody(breath: Breath): Told {
  const { rhythm, awakeUntil } = breath;
  return {
    ...tellBreath(breath, UTC),
    rhythm: { kind: rhythm.kind, ...rhythm.phases },
    next_wake: iso(breathEnd(breath)),
    ...(awakeUntil !== undefined && { awake_until: iso(awakeUntil) }),
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

/** What the node attends to, as a room that knows says it: the threads that are told, and how many more there are. */
export interface ThreadsReport {
  /** Most salient first. */
  readonly active: readonly Thread[];
  /** The top few. */
  readonly paused: readonly (Pick<Thread, "id" | "kind" | "goal" | "salience" | "why"> & {
    readonly sentence: string;
  })[];
  readonly pausedCount: number;
  readonly frozen: number;
  readonly complete: number;
  readonly arousal: number;
  readonly factors: Readonly<Record<string, number>>;
  readonly threshold: number;
}

/** `threads`: the active one whole, the top few of the paused in a line with why, all others counted. */
export function threadsBody(report: ThreadsReport): Told {
  const [active, ...others] = report.active;
  return {
    arousal: thousandths(report.arousal),
    aroused_by: Object.fromEntries(
      Object.entries(report.factors).flatMap(([name, level]) => (level >= 0.0005 ? [[name, thousandths(level)]] : [])),
    ),
    threshold: thousandths(report.threshold),
    active: active ? tellThread(active, UTC) : null,
    ...(others.length > 0 && { also_active: others.map((thread) => tellThread(thread, UTC)) }),
    paused: report.paused.map(({ id, kind, goal, salience, why, sentence }) => ({
      id,
      kind,
      goal,
      salience: thousandths(salience),
      why: tellWhy(why),
      sentence,
    })),
    paused_count: report.pausedCount,
    frozen: report.frozen,
    complete: report.complete,
  };
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** How long alerts took from being raised to being acknowledged by the broker. */
export interface AlertDelay {
  /** Of the latest one, and of the slowest of this run. */
  readonly last: Seconds;
  readonly worst: Seconds;
}

/** What came of the peers' messages. */
export interface PeersReport {
  /** What was taken in, what came again, and what was none of our business or made no sense. */
  readonly heard: number;
  readonly repeated: number;
  readonly ignored: number;
}

/** What the uplink itself knows of its health. */
export interface UplinkHealth {
  readonly depth: number;
  readonly oldest?: Seconds;
  readonly dropped: number;
  /** Ids of the alerts that stand. */
  readonly alerts: readonly string[];
  /** From an alert to the broker's word that it has it; absent until the first. */
  readonly alertDelay?: AlertDelay;
  /** What came of the peers' messages; absent where there are no peers. */
  readonly neighbours?: PeersReport;
}

const WORST_FIRST: readonly HealthStatus[] = ["critical", "warning", "unknown", "healthy"];

/** `health`: every check, the worst of them first in a word, and the facts. */
export function healthBody(
  checks: readonly HealthCheck[],
  host: HostReading,
  post: UplinkHealth,
  facts: HealthFacts = {},
): Told {
  return {
    status: WORST_FIRST.find((status) => checks.some((check) => check.status === status)) ?? "unknown",
    checks: checks.map(({ name, status, text }) => ({ name, status, text })),
    alerts: post.alerts,
    alert_ack_s: post.alertDelay
      ? { last: roundTime(post.alertDelay.last), worst: roundTime(post.alertDelay.worst) }
      : null,
    outbox: { depth: post.depth, oldest: post.oldest === undefined ? null : iso(post.oldest), dropped: post.dropped },
    ...(post.neighbours && { neighbours: { ...post.neighbours } }),
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
