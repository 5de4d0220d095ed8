import { z } from "zod";
import type { KeptRhythm } from "./rhythm.js";

const time = z.number();

/** What rhythms know over a restart, as it lies in the state. */
export const KEPT_RHYTHM: z.ZodType<KeptRhythm> = z.object({
  turn: z.int().min(0).optional(),
  field: z
    .object({
      onsets: z.record(z.string(), z.array(time).max(128)),
      locked: z.object({ period: z.number().positive(), beat: time }).nullable(),
    })
    .optional(),
});
