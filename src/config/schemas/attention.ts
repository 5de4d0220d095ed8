import { z } from "zod";
import { DAY_S, HOUR_S, schemaKey, seconds, share } from "./common.js";

const LONG = { from: 1, to: 365 * DAY_S };

/*
 * The defaults are for slow fungi: about 0.7 spikes an hour on an electrode, so ten or so percepts an hour on a node of four.
 * A burst stays present for the hour in which something may follow it, and a thread outlives the usual wait for the next
 * spike of the same electrode (1.4 h) before it freezes. 512 percepts are days of calm or one storm of handling.
 */
const pool = z
  .strictObject({
    capacity: z
      .int()
      .min(16)
      .max(100_000)
      .default(512)
      .describe("At most so many percepts are held; the faintest fall out first, and are counted."),
    half_life_s: seconds(LONG, 1200, "A percept counts half after so long."),
    lifetime_s: seconds(LONG, 6 * HOUR_S, "A percept is forgotten after so long; longer than half_life_s."),
  })
  .refine((pool) => pool.lifetime_s >= pool.half_life_s, {
    path: ["lifetime_s"],
    message: "is shorter than half_life_s; write a longer one, such as 18 half-lives",
  })
  .prefault({})
  .describe("What the node has noticed of late.");

const threads = z
  .strictObject({
    freeze_after_s: seconds(LONG, 2 * HOUR_S, "A paused thread that nobody returned to freezes after so long."),
    cull_after_s: seconds(LONG, DAY_S, "A frozen thread is consolidated and deleted after so long."),
    frozen_max: z
      .int()
      .min(0)
      .max(10_000)
      .default(100)
      .describe("More frozen threads than this are culled before their time, least salient first."),
  })
  .prefault({})
  .describe("How long trains of attention live.");

const selection = z
  .strictObject({
    calm_threshold: share(0.4, "Salience that takes the attention when the node is calm; the higher of the two."),
    urgent_threshold: share(0.15, "Salience that takes the attention when the node is aroused."),
    calm_margin: share(0.15, "A rival must be better by so much to interrupt a calm node; the higher of the two."),
    urgent_margin: share(0.05, "A rival must be better by so much to interrupt an aroused node."),
  })
  .superRefine((selection, context) => {
    for (const what of ["threshold", "margin"] as const)
      if (selection[`calm_${what}`] < selection[`urgent_${what}`])
        context.addIssue({
          code: "custom",
          path: [`calm_${what}`],
          message: `is lower than urgent_${what}; a calm node must be harder to distract, write the higher one here`,
        });
  })
  .prefault({})
  .describe("What may take the attention.");

const importance = z
  .array(
    z
      .strictObject({
        source: z
          .string()
          .min(1)
          .meta({
            description: "Source of percepts; `*` stands for anything.",
            examples: ["electrode/*"],
          }),
        weight: z
          .number()
          .min(0)
          .max(1)
          .meta({ description: "How much it matters, from 0 to 1.", examples: [0.8] }),
      })
      .meta({ description: "The weight of one source.", examples: [{ source: "electrode/*", weight: 0.8 }] }),
  )
  .default([
    { source: "operator", weight: 1 },
    { source: "electrode/*", weight: 0.8 },
    { source: "reader", weight: 0.8 },
    { source: "reflex/*", weight: 0.7 },
    { source: "host", weight: 0.4 },
    { source: "device/*", weight: 0.4 },
  ])
  .describe("How much each source matters; the first that fits counts, 0.5 where none does.");

export const attentionSchema = z
  .strictObject({
    $schema: schemaKey,
    pool,
    threads,
    selection,
    arousal: z
      .strictObject({ half_life_s: seconds(LONG, 600, "Arousal falls by half in so long when nothing feeds it.") })
      .prefault({})
      .describe("Calm and urgency: it moves the thresholds, never the scores."),
    importance,
    consolidation: z
      .strictObject({
        calm_below: share(0.3, "The node consolidates only below this arousal."),
        per_breath: z.int().min(1).max(1000).default(8).describe("At most so many threads a breath."),
        insights_max: z
          .int()
          .min(1)
          .max(100_000)
          .default(500)
          .describe("At most so many insights are kept; the least supported go first."),
      })
      .prefault({})
      .describe("The node's sleep work: old threads go, what was learnt stays."),
  })
  .meta({ title: "andas: attention.json", description: "What the node minds, and for how long." });

export type AttentionCard = z.output<typeof attentionSchema>;
