import { z } from "zod";
import type { Alert } from "../domain/alert.js";
import type { Timed } from "./timed-set.js";
import type { WithdrawalState } from "./withdrawal.js";

const ALERT: z.ZodType<Alert> = z.object({
  id: z.string(),
  text: z.string(),
  at: z.number(),
  electrodes: z.exactOptional(z.array(z.string())),
  raised: z.boolean(),
} satisfies Record<keyof Alert, z.ZodType>);

const TIMED: z.ZodType<Timed> = z.object({
  electrode: z.exactOptional(z.string()),
  type: z.exactOptional(z.string()),
  until: z.number(),
  withheld: z.number(),
} satisfies Record<keyof Timed, z.ZodType>);

/** What `Alerts`, `Mutes` and `Hushes`, and `Withdrawal` keep, as the disk has it. */
export const STANDING_ALERTS: z.ZodType<readonly Alert[]> = z.array(ALERT);
export const TIMED_SET: z.ZodType<readonly Timed[]> = z.array(TIMED);
export const WITHDRAWAL_STATE: z.ZodType<WithdrawalState | null> = z.nullable(
  z.object({
    reflex: z.string(),
    source: z.string(),
    type: z.string(),
    since: z.number(),
    until: z.number(),
    probe: z.number(),
    probes: z.number(),
  } satisfies Record<keyof WithdrawalState, z.ZodType>),
);

/** Version 2 of the mutes: a list of timed ones, as the hushes. Until then they stood by electrode. */
export function mutesAsTimedSet(old: unknown): unknown {
  const mutes = z.record(z.string(), z.object({ until: z.number(), missed: z.number() })).parse(old);
  return Object.entries(mutes).map(([electrode, { until, missed }]) => ({ electrode, until, withheld: missed }));
}
