import { z } from "zod";
import type { Facts, Percept } from "../../domain/percept.js";
import { isPerceptSource, type PerceptSource } from "../../domain/percept-source.js";

/** Facts come out of JSON: whatever is an object there is facts all the way down. */
export const FACTS = z.custom<Facts>((value) => typeof value === "object" && value !== null && !Array.isArray(value));

const PERCEPT: z.ZodType<Percept> = z.object({
  id: z.string(),
  source: z.custom<PerceptSource>((value) => typeof value === "string" && isPerceptSource(value)),
  type: z.string(),
  intensity: z.number(),
  at: z.number(),
  tags: z.array(z.string()),
  data: FACTS,
} satisfies Record<keyof Percept, z.ZodType>);

/** A percept of a sense that this andas does not know is let go: what refers to it finds nothing. */
export const POOL = z.preprocess(ofKnownSenses, z.array(PERCEPT));

function ofKnownSenses(saved: unknown): unknown {
  return Array.isArray(saved) ? saved.filter((percept) => !isOfUnknownSense(percept)) : saved;
}

function isOfUnknownSense(percept: unknown): boolean {
  if (typeof percept !== "object" || percept === null || !("source" in percept)) return false;
  return typeof percept.source === "string" && !isPerceptSource(percept.source);
}
