import { z } from "zod";
import type { Hush } from "./hushes.js";

/** What `Hushes` keeps, as the disk has it. */
export const STANDING_HUSHES: z.ZodType<readonly Hush[]> = z.array(
  z.object({
    electrode: z.exactOptional(z.string()),
    type: z.exactOptional(z.string()),
    until: z.number(),
    withheld: z.number(),
  } satisfies Record<keyof Hush, z.ZodType>),
);
