import { z } from "zod";

/** A message as the state of an older andas has it. */
export interface OlderMessage {
  readonly boot: number;
  readonly seq: number;
  readonly topic: string;
  readonly payload: string;
  readonly at: number;
  readonly cycle: number;
  readonly retain: boolean;
}

/** The outbox of an older andas, which was a part of the state. */
export interface OlderOutbox {
  readonly dropped: number;
  readonly messages: readonly OlderMessage[];
}

export const NO_OLDER_OUTBOX: OlderOutbox = { dropped: 0, messages: [] };

const MESSAGE: z.ZodType<OlderMessage> = z.object({
  boot: z.number(),
  seq: z.number(),
  topic: z.string(),
  payload: z.string(),
  at: z.number(),
  cycle: z.number(),
  retain: z.boolean(),
} satisfies Record<keyof OlderMessage, z.ZodType>);

export const OLDER_OUTBOX: z.ZodType<OlderOutbox> = z.object({
  dropped: z.number(),
  messages: z.array(MESSAGE),
} satisfies Record<keyof OlderOutbox, z.ZodType>);
