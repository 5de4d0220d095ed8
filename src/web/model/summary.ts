import type { Alert } from "../../domain/alert.js";
import type { HealthCheck, HealthStatus } from "../../domain/health.js";
import type { Seconds } from "../../domain/time.js";
import type { Decoded } from "../../protocol/payloads/decode.js";
import type { NodeTopic } from "../../protocol/topics.js";
import { hearTime, type NodeClock } from "./node-clock.js";

type Said<Kind extends Decoded["kind"]> = Extract<
  Decoded,
  { readonly kind: Kind; readonly message: unknown }
>["message"];
export type InsightSaid = Said<"insight">["value"];

/** What a card shows of a node. It never changes: a message makes another, so that who draws sees by identity what to draw. */
export interface NodeSummary {
  /** `site/node`. */
  readonly key: string;
  readonly site: string;
  readonly node: string;
  readonly state?: Said<"state">;
  readonly description?: Said<"description">["value"];
  readonly breath?: Said<"breath">["value"];
  readonly health?: Said<"health">["value"];
  readonly insights: readonly InsightSaid[];
  readonly alerts: readonly Alert[];
  readonly clock?: NodeClock;
  /** When it was last heard of, by our clock; what was retained says nothing of that. */
  readonly heard?: Seconds;
  /** Messages that made no sense here: of another version, or damaged. */
  readonly strange: number;
}

/** A message as it came. */
export interface Arrival {
  /** The broker had kept it. */
  readonly retained: boolean;
  /** By our clock. */
  readonly at: Seconds;
}

/** However much a node has to say, a page keeps so much of it. */
const MOST_INSIGHTS = 200;
const MOST_ALERTS = 100;

export function unheard({ site, node }: Pick<NodeTopic, "site" | "node">): NodeSummary {
  return { key: `${site}/${node}`, site, node, insights: [], alerts: [], strange: 0 };
}

/** The summary after a message; the same one where nothing of it changed. */
export function summarize(
  before: NodeSummary,
  { topic }: NodeTopic,
  decoded: Decoded | undefined,
  arrival: Arrival,
): NodeSummary {
  const summary: NodeSummary = arrival.retained ? before : { ...before, heard: arrival.at };
  if (decoded === undefined) return { ...summary, strange: summary.strange + 1 };
  switch (decoded.kind) {
    case "state":
      return withState(summary, decoded.message, arrival);
    case "description":
      return { ...summary, description: decoded.message.value };
    case "breath": {
      const { stamp, value } = decoded.message;
      const told = { ...summary, breath: value };
      return stamp.quality === "simulated" ? atTime(told, stamp.at, "simulated", arrival) : told;
    }
    case "health":
      return { ...summary, health: decoded.message.value };
    case "insight":
      return { ...summary, insights: putFirst(summary.insights, decoded.message.value, MOST_INSIGHTS) };
    case "alert": {
      const { value } = decoded.message;
      if (value.raised) return { ...summary, alerts: putFirst(summary.alerts, value, MOST_ALERTS) };
      return { ...summary, alerts: summary.alerts.filter(({ id }) => id !== value.id) };
    }
    case "cleared":
      if (topic.kind === "insight")
        return { ...summary, insights: summary.insights.filter(({ id }) => id !== topic.name) };
      if (topic.kind === "alert") return { ...summary, alerts: summary.alerts.filter(({ id }) => id !== topic.name) };
      return summary;
    default:
      return summary;
  }
}

/** A `lost` of a birth before the one that is known is the will of a connection that is over. */
function withState(summary: NodeSummary, state: Said<"state">, arrival: Arrival): NodeSummary {
  const { state: known } = summary;
  if (state.state === "lost" && known !== undefined && state.births < known.births) return summary;
  const told = { ...summary, state };
  // A will was written when the connection was opened: its time says nothing of now.
  return state.state === "lost" ? told : atTime(told, state.since, state.quality, arrival);
}

function atTime(
  summary: NodeSummary,
  at: Seconds,
  quality: Said<"state">["quality"],
  { retained, at: heard }: Arrival,
): NodeSummary {
  if (retained) return summary;
  const clock = hearTime(summary.clock, at, quality, heard);
  return clock === undefined ? summary : { ...summary, clock };
}

function putFirst<Kept extends { readonly id: string }>(kept: readonly Kept[], one: Kept, most: number): Kept[] {
  return [one, ...kept.filter(({ id }) => id !== one.id)].slice(0, most);
}

const WORST_FIRST: readonly HealthStatus[] = ["critical", "warning", "unknown", "healthy"];

/** The check that a person should hear of first; undefined before the node said anything of its health. */
export function worstCheck({ health }: NodeSummary): HealthCheck | undefined {
  for (const status of WORST_FIRST) {
    const found = health?.checks.find((check) => check.status === status);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What people call it. */
export function nameOf({ description, node }: NodeSummary): string {
  return description?.name ?? node;
}
