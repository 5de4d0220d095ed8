import { z } from "zod";
import { isPerceptSource } from "../../domain/percept-source.js";
import type { Boost, Reference, RelevanceParts, SalienceParts, Thread, Waiting } from "../../domain/thread.js";
import { FACTS } from "./percept-shape.js";

const PARTS: z.ZodType<RelevanceParts> = z.object({
  rule: z.number(),
  near: z.exactOptional(z.number()),
  reading: z.exactOptional(z.number()),
} satisfies Record<keyof RelevanceParts, z.ZodType>);

const REFERENCE: z.ZodType<Reference> = z.object({
  percept: z.string(),
  relevance: z.number(),
  parts: PARTS,
} satisfies Record<keyof Reference, z.ZodType>);

const BOOST: z.ZodType<Boost> = z.object({
  by: z.custom<Boost["by"]>(isBooster),
  boost: z.number(),
} satisfies Record<keyof Boost, z.ZodType>);

const WHY: z.ZodType<SalienceParts> = z.object({
  // What spoke for it is worked out anew with the next thought: a sense that this andas does not know costs nothing.
  boosts: z.preprocess(ofKnownSenses, z.array(BOOST)),
  age: z.number(),
  habituation: z.number(),
} satisfies Record<keyof SalienceParts, z.ZodType>);

const WAITING: z.ZodType<Waiting> = z.object({
  for: z.enum(["percept", "time", "phase", "reply", "model"]),
  name: z.exactOptional(z.string()),
  until: z.number(),
  over: z.exactOptional(z.literal(true)),
} satisfies Record<keyof Waiting, z.ZodType>);

/** A thread as the disk has it. */
export const THREAD: z.ZodType<Thread> = z.object({
  id: z.string(),
  kind: z.string(),
  goal: z.string(),
  subject: z.string(),
  also: z.exactOptional(z.array(z.string())),
  refs: z.array(REFERENCE),
  state: z.object({ phase: z.string(), context: FACTS, nextStep: z.string() }),
  salience: z.number(),
  why: WHY,
  status: z.enum(["active", "paused", "frozen", "complete"]),
  waiting: z.exactOptional(WAITING),
  deadline: z.exactOptional(z.number()),
  dismissed: z.exactOptional(z.literal(true)),
  mattered: z.exactOptional(z.literal(true)),
  merged: z.exactOptional(z.array(z.object({ id: z.string(), goal: z.string() }))),
  created: z.number(),
  lastActive: z.number(),
} satisfies Record<keyof Thread, z.ZodType>);

function isBooster(by: unknown): boolean {
  return typeof by === "string" && (by === "surprise" || isPerceptSource(by));
}

function ofKnownSenses(saved: unknown): unknown {
  return Array.isArray(saved) ? saved.filter((boost) => isBooster(boost?.by)) : saved;
}
