import { z } from "zod";
import type { Alert } from "../domain/alert.js";
import type { Mute } from "./mutes.js";
import type { WithdrawalState } from "./withdrawal.js";

const ALERT: z.ZodType<Alert> = z.object({
  id: z.string(),
  text: z.string(),
  at: z.number(),
  raised: z.boolean(),
} satisfies Record<keyof Alert, z.ZodType>);

const MUTE: z.ZodType<Mute> = z.object({
  until: z.number(),
  missed: z.number(),
} satisfies Record<keyof Mute, z.ZodType>);

/** What `Alerts`, `Mutes` and `Withdrawal` keep, as the disk has it. */
export const STANDING_ALERTS: z.ZodType<readonly Alert[]> = z.array(ALERT);
export const STANDING_MUTES: z.ZodType<Readonly<Record<string, Mute>>> = z.record(z.string(), MUTE);
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
