import { z } from "zod";
import { DAY_S, HOUR_S, schemaKey, seconds, share } from "./common.js";
import { time } from "./trigger.js";

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
    half_lives: z
      .array(
        z
          .strictObject({
            type: z
              .string()
              .min(1)
              .meta({ description: "Type of percepts; `*` stands for anything.", examples: ["drift"] }),
            half_life_s: z
              .number()
              .min(LONG.from)
              .max(LONG.to)
              .meta({ description: "One of this type counts half after so long.", examples: [3600] }),
          })
          .meta({ description: "The half-life of one type.", examples: [{ type: "drift", half_life_s: 3600 }] }),
      )
      .default([
        // What is slow stays present longer, what is over in a moment is soon no matter.
        { type: "silence", half_life_s: HOUR_S },
        { type: "drift", half_life_s: HOUR_S },
        { type: "glitches", half_life_s: 600 },
      ])
      .describe(
        "Types with a half-life of their own; lifetime_s is as many times longer or shorter for them. The first that fits counts.",
      ),
  })
  .refine((pool) => pool.lifetime_s >= pool.half_life_s, {
    path: ["lifetime_s"],
    message: "is shorter than half_life_s; write a longer one, such as 18 half-lives",
  })
  .prefault({})
  .describe("What the node has noticed of late.");

const relevance = z
  .strictObject({
    near_half_life_s: seconds(LONG, 600, "A percept is half as near to a thread's last one after so long."),
    near_weight: share(0.25, "The most that nearness (time, electrode, glyph) adds to what the rules say."),
    reading_weight: share(0.6, "The most that the likeness of two readings of the Spiralformer says."),
    alike_from: z
      .number()
      .min(0)
      .max(0.999)
      .default(0.8)
      .describe("Cosine of two readings' embeddings from which on they are alike at all."),
  })
  .prefault({})
  .describe("When a percept matters to a thread: first by the rules of its kind, then by these.");

const salience = z
  .strictObject({
    surprise_weight: share(0.5, "The most that a surprising reading says for its thread."),
    surprise_half_bits: z
      .number()
      .min(0.1)
      .max(64)
      .default(4)
      .describe("Half of it at so many bits; 4 bits is a glyph that came with a chance of one in sixteen."),
  })
  .prefault({})
  .describe("What makes a thread matter, beside how strong its percepts are.");

const habituation = z
  .strictObject({
    step: share(0.15, "How much one more thread that led to nothing teaches to mind its like less; 0: nothing does."),
    floor: z.number().min(0.01).max(1).default(0.4).describe("What the node is entirely used to still counts so much."),
    half_life_s: seconds(LONG, DAY_S, "Half of it has worn off after so long."),
  })
  .prefault({})
  .describe("What comes again and again and never mattered counts less. Never a person, nor what is urgent.");

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

const merging = z
  .strictObject({
    from: share(0.7, "Two threads that are so alike at two thoughts in a row become one; the higher of the two."),
    below: share(0.4, "A pair that was not is looked at again when it has been less alike than this."),
    near_weight: share(
      0.6,
      "The most that nearness says of two threads: half their subject, half their percepts' types.",
    ),
  })
  .refine((merging) => merging.from >= merging.below, {
    path: ["from"],
    message: "is lower than below; write the higher one here",
  })
  .prefault({})
  .describe("When two trains of attention are one.");

const selection = z
  .strictObject({
    active_most: z.int().min(1).max(8).default(1).describe("At most so many threads have the attention at once."),
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

/** One factor; its defaults differ. */
function factor(weight: number, rise: number, fall: number | undefined, what: string) {
  const falls = z.number().min(LONG.from).max(LONG.to);
  const how = "It falls by half in so long when nothing feeds it. In seconds.";
  return z
    .strictObject({
      weight: share(weight, "The most that it rouses."),
      rise_s: seconds({ from: 0, to: DAY_S }, rise, "It is half there after so long; 0: at once."),
      fall_s:
        fall === undefined
          ? falls.optional().meta({ description: `${how} half_life_s unless said.`, examples: [600] })
          : falls.default(fall).describe(how),
    })
    .prefault({})
    .describe(what);
}

const arousal = z
  .strictObject({
    half_life_s: seconds(LONG, 600, "What is urgent falls by half in so long, when its own fall_s says nothing else."),
    urgency: factor(0.7, 0, undefined, "Something that should not wait."),
    pressure: factor(0.5, 60, 300, "A deadline comes near."),
    pressure_within_s: seconds(LONG, 600, "A deadline presses half as much as it can so long before it."),
    errors: factor(0.4, 30, 1200, "Something went wrong."),
    waiting: factor(0.4, 0, 300, "Somebody waits for an answer."),
    scarcity: factor(0.4, 300, 2 * HOUR_S, "Battery, heat, disk, outbox. Moves the threshold only."),
  })
  .prefault({})
  .describe("Calm and urgency: it moves the thresholds, never the scores.");

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
    { source: "neighbour/*", weight: 0.6 },
    { source: "host", weight: 0.4 },
    { source: "device/*", weight: 0.4 },
  ])
  .describe("How much each source matters; the first that fits counts, 0.5 where none does.");

export const attentionSchema = z
  .strictObject({
    $schema: schemaKey,
    pool,
    relevance,
    salience,
    habituation,
    threads,
    merging,
    selection,
    arousal,
    importance,
    summary: z
      .strictObject({
        paused_most: z
          .int()
          .min(0)
          .max(1000)
          .default(8)
          .describe("So many paused threads are told one by one; the others are counted."),
      })
      .prefault({})
      .describe("What is told of threads."),
    morning: time("The page of the day is told at this time of day.", "06:00").default("06:00"),
    consolidation: z
      .strictObject({
        calm_below: share(0.3, "The node consolidates only below this arousal."),
        when: z
          .strictObject({
            idle_s: seconds({ from: 0, to: 365 * DAY_S }, 600, "When nothing has had the attention for so long;"),
            threads: z.int().min(1).max(10_000).default(24).describe("or so many threads are complete or frozen;"),
            night: z
              .strictObject({
                from: time("From this time of day …", "22:00").default("22:00"),
                to: time("… to this one.", "04:00").default("04:00"),
              })
              .prefault({})
              .describe("or at these hours."),
          })
          .prefault({})
          .describe("What asks for it: any of these."),
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
    learning: z
      .strictObject({
        half_life_s: seconds({ from: HOUR_S, to: 3650 * DAY_S }, 60 * DAY_S, "Evidence counts half after so long."),
        forget_below: z
          .number()
          .min(0)
          .max(10)
          .default(0.25)
          .describe("An insight whose confidence times the evidence for it (in sightings) is below this is forgotten."),
        expect_from: share(0.75, "So sure an insight must be before the node expects something of it."),
        doubt_from: share(
          0.52,
          "So much of what people said of its like must be that it was something else, before the node doubts a percept.",
        ),
        after_within_s: seconds(LONG, 2 * HOUR_S, "What comes so soon after something else may have followed it."),
      })
      .prefault({})
      .describe("What the node learns, and what it makes of it."),
  })
  .meta({ title: "andas: attention.json", description: "What the node minds, and for how long." });

export type AttentionCard = z.output<typeof attentionSchema>;
