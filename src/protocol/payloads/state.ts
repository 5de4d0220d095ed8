import { z } from "zod";
import { iso, type Seconds, type TimeQuality } from "../../domain/time.js";
import { timeQuality, VERSION } from "../envelope.js";
import { given, lazily, read } from "../json.js";
import { time } from "../time.js";

/** Where a node can be in its life with the broker, in the order in which it goes through them; `lost` is its will. */
export const CONNECTION_STATES = ["init", "ready", "sleeping", "disconnected", "lost"] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** `$state`, retained. */
export interface NodeStateMessage {
  readonly state: ConnectionState;
  /** Counts the connections. A `lost` that is of an earlier birth than what is known says nothing. */
  readonly births: number;
  readonly since: Seconds;
  readonly quality: TimeQuality;
  /** Of `sleeping`: whoever reads it knows when to begin to worry. */
  readonly until?: Seconds;
  readonly reason?: string;
}

export const stateSchema = lazily(() =>
  z
    .object({
      v: z.literal(VERSION),
      state: z.enum(CONNECTION_STATES),
      bd: z.int().describe("counts the connections; a lost with an older one than was heard is to be ignored"),
      since: time,
      tq: timeQuality.catch("floor"),
      until: time.optional().describe("of sleeping: when it wakes"),
      reason: z.string().optional(),
    })
    .describe("whether the node is there; retained, and the will"),
);

export function encodeState({ state, births, since, quality, until, reason }: NodeStateMessage): string {
  return JSON.stringify({
    v: VERSION,
    state,
    bd: births,
    since: iso(since),
    tq: quality,
    ...(until !== undefined && { until: iso(until) }),
    ...(reason !== undefined && { reason }),
  });
}

export function decodeState(payload: string): NodeStateMessage | undefined {
  const said = read(stateSchema, payload);
  if (said === undefined) return undefined;
  const { state, bd: births, since, tq: quality, until, reason } = said;
  return { state, births, since, quality, ...given({ until }), ...given({ reason }) };
}
