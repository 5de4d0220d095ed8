import { z } from "zod";
import type { ReflexState } from "./reflex-state.js";

/** What a reflex remembers, as the disk has it. */
export const REFLEX_STATE: z.ZodType<ReflexState> = z.object({
  lastFired: z.number().nullable(),
  root: z.exactOptional(z.string()),
  recent: z.array(z.number()),
  sources: z.exactOptional(z.array(z.string())),
  fired: z.number(),
  suppressed: z.number(),
  cut: z.exactOptional(z.number()),
  quiet: z.exactOptional(z.object({ since: z.number(), told: z.boolean() })),
  done: z.exactOptional(z.number()),
} satisfies Record<keyof ReflexState, z.ZodType>);
