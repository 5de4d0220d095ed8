import { z } from "zod";
import type { Message } from "../domain/message.js";
import type { SavedOutbox } from "./outbox.js";

const MESSAGE: z.ZodType<Message> = z.object({
  boot: z.number(),
  seq: z.number(),
  topic: z.string(),
  payload: z.string(),
  at: z.number(),
  cycle: z.number(),
  retain: z.boolean(),
} satisfies Record<keyof Message, z.ZodType>);

/** The outbox as the disk has it. */
export const SAVED_OUTBOX: z.ZodType<SavedOutbox> = z.object({
  dropped: z.number(),
  messages: z.array(MESSAGE),
} satisfies Record<keyof SavedOutbox, z.ZodType>);
