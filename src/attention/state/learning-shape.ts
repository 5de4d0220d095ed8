import { z } from "zod";
import type { Insight } from "../../domain/insight.js";
import type { DayMeasured, Diary, Listening, Run } from "./diary.js";
import type { Example, Look, Teaching } from "./example.js";
import type { Expectation, LearningState, Suspicion } from "./learning-state.js";
import type { Standing } from "./standing.js";

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
  sure: z.exactOptional(z.number()),
  told: z.exactOptional(z.number()),
} satisfies Record<keyof Insight, z.ZodType>);

const LISTENING: z.ZodType<Listening> = z.object({
  to: z.number(),
  hour: z.number(),
  days: z.array(z.object({ day: z.int(), heard: z.string().regex(/^\d{24}$/) })),
} satisfies Record<keyof Listening, z.ZodType>);

const MEASURED: z.ZodType<DayMeasured> = z.object({
  day: z.int(),
  spikes: z.number(),
  heights: z.number(),
  height: z.number(),
  levels: z.number(),
  level: z.number(),
  shapes: z.record(z.string(), z.number()),
} satisfies Record<keyof DayMeasured, z.ZodType>);

const RUN: z.ZodType<Run> = z.tuple([z.number(), z.number(), z.enum(["burst", "train"])]);

const DIARY: z.ZodType<Diary> = z.object({
  deaf: z.exactOptional(z.number()),
  touched: z.exactOptional(z.number()),
  spikes: z.array(z.number()),
  runs: z.array(RUN),
  latest: z.array(z.tuple([z.number(), z.number()])),
  listening: LISTENING,
  measures: z.array(MEASURED),
} satisfies Record<keyof Diary, z.ZodType>);

const STANDING: z.ZodType<Standing> = z.object({
  since: z.number(),
  sure: z.number(),
  daily: z.number(),
  chance: z.number(),
  over: z.exactOptional(z.literal(true)),
} satisfies Record<keyof Standing, z.ZodType>);

const SUSPICION: z.ZodType<Suspicion> = z.object({
  id: z.string(),
  subject: z.string(),
  sentence: z.string(),
  confidence: z.number(),
} satisfies Record<keyof Suspicion, z.ZodType>);

const EXPECTATION: z.ZodType<Expectation> = z.object({
  insight: z.string(),
  form: z.enum(["hours", "rhythm"]),
  electrode: z.string(),
  confidence: z.number(),
  span: z.tuple([z.number(), z.number()]),
  last: z.exactOptional(z.number()),
  window: z.exactOptional(z.object({ since: z.number(), until: z.number() })),
} satisfies Record<keyof Expectation, z.ZodType>);

const LOOK: z.ZodType<Look> = z.object({
  type: z.string(),
  from: z.number(),
  to: z.number(),
  height: z.exactOptional(z.number()),
  pace: z.exactOptional(z.number()),
  together: z.int().min(0),
  embedding: z.exactOptional(z.array(z.number())),
} satisfies Record<keyof Look, z.ZodType>);

const EXAMPLE: z.ZodType<Example> = z.object({
  electrode: z.string(),
  look: LOOK,
  right: z.boolean(),
  by: z.string(),
} satisfies Record<keyof Example, z.ZodType>);

const TEACHING: z.ZodType<Teaching> = z.object({
  id: z.string(),
  word: z.string(),
  at: z.number(),
  insights: z.array(z.object({ before: INSIGHT.nullable(), after: INSIGHT.nullable() })),
  patterns: z.record(z.string(), STANDING.nullable()),
  struck: z.record(z.string(), z.object({ spikes: z.array(z.number()), runs: z.array(RUN) })),
} satisfies Record<keyof Teaching, z.ZodType>);

/** What is being learnt, as the disk has it. */
export const LEARNING: z.ZodType<LearningState> = z.object({
  diaries: z.record(z.string(), DIARY),
  occasions: z.record(z.string(), z.array(z.number())),
  patterns: z.record(z.string(), STANDING),
  suspicions: z.array(SUSPICION),
  judged: z.number(),
  factsOf: z.number(),
  expectations: z.array(EXPECTATION),
  looks: z.record(z.string(), z.array(LOOK)).default({}),
  examples: z.array(EXAMPLE).default([]),
  taught: z.array(TEACHING).default([]),
  faded: z.number(),
  culled: z.number(),
} satisfies Record<keyof LearningState, z.ZodType>);

function hasForm(data: unknown): boolean {
  return typeof data === "object" && data !== null && "form" in data && typeof data.form === "string";
}
