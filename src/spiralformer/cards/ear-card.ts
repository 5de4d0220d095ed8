import { z } from "zod";

/**
 * The card beside the ear: which features it hears, all of its weights, and what it must answer to known ones.
 * `models/training/export.py` writes it.
 */
export const earCardSchema = z.object({
  name: z.string(),
  file: z.string(),
  sha256: z.string().length(64),
  features: z.array(z.string()),
  paces: z.array(z.number()),
  macs: z.number(),
  hear: z.object({ weight: z.array(z.array(z.number())), bias: z.array(z.number()) }),
  say: z.object({ weight: z.array(z.number()), bias: z.number() }),
  known: z.array(z.object({ heard: z.array(z.number()), score: z.number() })).min(1),
  known_tolerance: z.number().positive(),
});

export type EarCard = z.output<typeof earCardSchema>;
