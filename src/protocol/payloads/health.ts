import { z } from "zod";
import type { HealthCheck, HealthFacts, HealthStatus, HostReading } from "../../domain/health.js";
import type { MessageRange } from "../../domain/message.js";
import type { Facts } from "../../domain/percept.js";
import { iso, roundTime, type Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { given, json, lazily, read, round } from "../json.js";
import { time } from "../time.js";
import { energySchema } from "./energy.js";

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
  /** The newest of those that were dropped; absent where none was. */
  readonly droppedRanges?: readonly MessageRange[];
  /** Ids of the alerts that stand. */
  readonly alerts: readonly string[];
  /** From an alert to the broker's word that it has it; absent until the first. */
  readonly alertDelay?: AlertDelay;
  /** What came of the peers' messages; absent where there are no peers. */
  readonly neighbours?: PeersReport;
}

/** `health`, as it is heard. */
export interface HealthMessage {
  /** The worst of the checks. */
  readonly status: HealthStatus;
  readonly checks: readonly HealthCheck[];
  readonly host: HostReading;
  readonly uplink: UplinkHealth;
  /** All else, by the names on the wire. */
  readonly facts: HealthFacts;
}

const WORST_FIRST = ["critical", "warning", "unknown", "healthy"] as const satisfies readonly HealthStatus[];
const status = z.enum(WORST_FIRST);
const count = z.int().min(0);

export const healthSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      status: status.describe("the worst of the checks"),
      checks: z.array(z.object({ name: z.string(), status, text: z.string() })),
      alerts: z.array(z.string()).describe("ids of the alerts that stand"),
      alert_ack_s: z.object({ last: z.number(), worst: z.number() }).nullable(),
      outbox: z.object({
        depth: count,
        oldest: time.nullable(),
        dropped: count.describe("messages that nobody will get: there was no room for them, or they waited too long"),
        dropped_ranges: z
          .array(z.object({ boot: count, from: count, to: count }))
          .optional()
          .describe("the newest of those, by boot and seq"),
      }),
      neighbours: z.object({ heard: count, repeated: count, ignored: count }).optional(),
      temperature_c: z.number().optional(),
      under_voltage: z.boolean().optional().describe("the supply sags now"),
      under_voltage_before: z.boolean().optional().describe("it did at some time since the board was started"),
      slowed: z.boolean().optional().describe("the processor is slowed down now, for heat or for want of power"),
      slowed_before: z.boolean().optional(),
      supply_v: z.number().optional().describe("what a power board measures"),
      supply_a: z.number().optional().describe("negative while the battery is charged"),
      battery: z.number().min(0).max(1).optional().describe("the share that is left"),
      memory_free: z.number().optional().describe("in bytes, as all that follow"),
      memory_total: z.number().optional(),
      memory_resident: z.number().optional(),
      disk_free: z.number().optional(),
      disk_total: z.number().optional(),
      disk_errors: z.int().min(0).optional().describe("that its file systems have met: above 0 the card may be dying"),
      clock_synchronized: z.boolean().optional(),
      clock_source: z.enum(["ntp", "rtc", "floor"]).optional().describe("what the system's clock is worth"),
      energy: energySchema.optional(),
      bytes_written: z.number().optional().describe("to the card since the node started: state and outbox"),
    })
    .catchall(json)
    .describe("how the node is: what was looked at, what waits, and facts; retained"),
);

/** `health`: every check, the worst of them first in a word, and the facts. */
export function healthBody(
  checks: readonly HealthCheck[],
  host: HostReading,
  uplink: UplinkHealth,
  facts: HealthFacts = {},
): Facts {
  return {
    status: WORST_FIRST.find((status) => checks.some((check) => check.status === status)) ?? "unknown",
    checks: checks.map(({ name, status, text }) => ({ name, status, text })),
    alerts: uplink.alerts,
    alert_ack_s: uplink.alertDelay
      ? { last: roundTime(uplink.alertDelay.last), worst: roundTime(uplink.alertDelay.worst) }
      : null,
    outbox: outboxFacts(uplink),
    ...(uplink.neighbours && { neighbours: { ...uplink.neighbours } }),
    ...(host.temperature !== undefined && { temperature_c: round(host.temperature, 1) }),
    ...(host.underVoltage !== undefined && { under_voltage: host.underVoltage }),
    ...(host.hadUnderVoltage !== undefined && { under_voltage_before: host.hadUnderVoltage }),
    ...(host.slowed !== undefined && { slowed: host.slowed }),
    ...(host.wasSlowed !== undefined && { slowed_before: host.wasSlowed }),
    ...(host.supplyVolts !== undefined && { supply_v: round(host.supplyVolts, 3) }),
    ...(host.supplyAmps !== undefined && { supply_a: round(host.supplyAmps, 4) }),
    ...(host.battery !== undefined && { battery: round(host.battery, 3) }),
    ...(host.memoryFree !== undefined && { memory_free: host.memoryFree }),
    ...(host.memoryTotal !== undefined && { memory_total: host.memoryTotal }),
    ...(host.resident !== undefined && { memory_resident: host.resident }),
    ...(host.diskFree !== undefined && { disk_free: host.diskFree }),
    ...(host.diskTotal !== undefined && { disk_total: host.diskTotal }),
    ...(host.diskErrors !== undefined && { disk_errors: host.diskErrors }),
    ...(host.clockSynchronized !== undefined && { clock_synchronized: host.clockSynchronized }),
    ...(host.clockSource !== undefined && { clock_source: host.clockSource }),
    ...facts,
  };
}

/** What waits for the broker, and what it will never get. */
export function outboxFacts({ depth, oldest, dropped, droppedRanges }: UplinkHealth): Facts {
  return {
    depth,
    oldest: oldest === undefined ? null : iso(oldest),
    dropped,
    ...(droppedRanges && { dropped_ranges: droppedRanges.map((range) => ({ ...range })) }),
  };
}

export function decodeHealth(payload: string): Stamped<HealthMessage> | undefined {
  const said = read(healthSchema, payload);
  if (said === undefined) return undefined;
  const { v: _, at, tq, status, checks, alerts, alert_ack_s, outbox, neighbours, ...more } = said;
  const { temperature_c, under_voltage, memory_free, memory_total, memory_resident, ...rest } = more;
  const { disk_free, disk_total, disk_errors: diskErrors, clock_synchronized, clock_source, ...power } = rest;
  const { under_voltage_before, slowed, slowed_before, supply_v, supply_a, battery, ...facts } = power;
  const host: HostReading = {
    ...given({ temperature: temperature_c, memoryFree: memory_free, memoryTotal: memory_total }),
    ...given({ resident: memory_resident, diskFree: disk_free, diskTotal: disk_total, diskErrors }),
    ...given({ underVoltage: under_voltage, hadUnderVoltage: under_voltage_before }),
    ...given({ slowed, wasSlowed: slowed_before, clockSynchronized: clock_synchronized }),
    ...given({ supplyVolts: supply_v, supplyAmps: supply_a, battery }),
    ...given({ clockSource: clock_source }),
  };
  const uplink: UplinkHealth = {
    depth: outbox.depth,
    dropped: outbox.dropped,
    ...given({ droppedRanges: outbox.dropped_ranges }),
    alerts,
    ...given({ oldest: outbox.oldest ?? undefined }),
    ...given({ alertDelay: alert_ack_s ?? undefined }),
    ...given({ neighbours }),
  };
  return stamped({ at, tq }, { status, checks, host, uplink, facts });
}
