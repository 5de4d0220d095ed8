import { z } from "zod";
import { INSIGHT, LEARNING } from "./learning-shape.js";
import { POOL } from "./percept-shape.js";
import { REFLEX_STATE } from "./reflex-shape.js";
import {
  type Arousal,
  type ArousalLevel,
  type AttentionState,
  type Counters,
  eachFactor,
  type Habituation,
} from "./state.js";
import { THREAD } from "./thread-shape.js";

const LEVEL: z.ZodType<ArousalLevel> = z.object({
  held: z.number(),
  pending: z.number(),
} satisfies Record<keyof ArousalLevel, z.ZodType>);

const AROUSAL: z.ZodType<Arousal> = z.object({
  at: z.number(),
  factors: z.object(eachFactor(() => LEVEL)),
} satisfies Record<keyof Arousal, z.ZodType>);

const HABIT: z.ZodType<Habituation> = z.object({
  level: z.number(),
  at: z.number(),
  taught: z.exactOptional(z.number()),
} satisfies Record<keyof Habituation, z.ZodType>);

const COUNTERS: z.ZodType<Counters> = z.object({
  percepts: z.number(),
  dropped: z.number(),
  suppressed: z.number(),
  merged: z.number(),
  nextThread: z.int().min(1),
} satisfies Record<keyof Counters, z.ZodType>);

/**
 * What attention knows, as the disk has it. What stands there beside this is not taken up: an andas that does not know what a field
 * means can't keep it true.
 */
export const ATTENTION_STATE: z.ZodType<AttentionState> = z.object({
  pool: POOL,
  live: z.array(THREAD),
  frozen: z.record(z.string(), z.array(THREAD)),
  complete: z.array(THREAD),
  reflexes: z.record(z.string(), REFLEX_STATE),
  insights: z.array(INSIGHT),
  learning: LEARNING,
  arousal: AROUSAL,
  habits: z.record(z.string(), HABIT),
  pairs: z.record(z.string(), z.enum(["likely", "refused"])),
  weighed: z.number(),
  counters: COUNTERS,
} satisfies Record<keyof AttentionState, z.ZodType>);
