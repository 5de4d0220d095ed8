import { z } from "zod";
import type { Insight } from "../../domain/insight.js";
import type { Cause, Diary, Expectation, LearningState, Sum, Witnessed } from "./learning-state.js";

/** An insight as the disk has it; what its data holds beside the form is the form's own affair. */
export const INSIGHT: z.ZodType<Insight> = z.object({
  id: z.string(),
  kind: z.enum(["pattern", "correction", "preference", "fact"]),
  subject: z.string(),
  sentence: z.string(),
  data: z.custom<Insight["data"]>(hasForm, { error: "has no form" }),
  support: z.number(),
  against: z.number(),
  firstSeen: z.number(),
  lastSeen: z.number(),
  told: z.exactOptional(z.number()),
} satisfies Record<keyof Insight, z.ZodType>);

const SUM: z.ZodType<Sum> = z.object({
  count: z.number(),
  sum: z.number(),
} satisfies Record<keyof Sum, z.ZodType>);

const DIARY: z.ZodType<Diary> = z.object({
  spike: z.exactOptional(z.number()),
  deaf: z.exactOptional(z.number()),
  sums: z.record(z.string(), SUM),
} satisfies Record<keyof Diary, z.ZodType>);

const CAUSE: z.ZodType<Cause> = z.object({
  last: z.number(),
  count: z.number(),
  followed: z.record(z.string(), z.number()),
  since: z.array(z.string()),
  fresh: z.exactOptional(z.literal(true)),
} satisfies Record<keyof Cause, z.ZodType>);

const EXPECTATION: z.ZodType<Expectation> = z.object({
  insight: z.string(),
  form: z.enum(["hours", "rhythm"]),
  electrode: z.string(),
  confidence: z.number(),
  span: z.tuple([z.number(), z.number()]),
  last: z.exactOptional(z.number()),
  window: z.exactOptional(z.object({ since: z.number(), until: z.number() })),
} satisfies Record<keyof Expectation, z.ZodType>);

const WITNESSED: z.ZodType<Witnessed> = z.object({
  for: z.number(),
  against: z.number(),
  last: z.number(),
} satisfies Record<keyof Witnessed, z.ZodType>);

/** What is being learnt, as the disk has it. */
export const LEARNING: z.ZodType<LearningState> = z.object({
  diaries: z.record(z.string(), DIARY),
  causes: z.record(z.string(), CAUSE),
  effects: z.record(z.string(), z.number()),
  watched: z.number(),
  expectations: z.array(EXPECTATION),
  doubts: z.record(z.string(), z.string()),
  witnessed: z.record(z.string(), WITNESSED),
  faded: z.number(),
  culled: z.number(),
} satisfies Record<keyof LearningState, z.ZodType>);

function hasForm(data: unknown): boolean {
  return typeof data === "object" && data !== null && "form" in data && typeof data.form === "string";
}
