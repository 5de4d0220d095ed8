import { z } from "zod";
import { RHYTHMS } from "../../domain/breath.js";
import { DAY_S, HOUR_S, seconds, share } from "./common.js";

/** Shorter periods are those of single spikes, not of a field. */
const SHORTEST_PERIOD_S = 300;

const period = { from: SHORTEST_PERIOD_S, to: DAY_S };

/** Which rhythm the breath keeps, and what bends it. */
export const rhythmSchema = z
  .strictObject({
    kind: z
      .enum(RHYTHMS)
      .default("fixed")
      .describe(
        "`fixed`: each breath is like the one before. `spiral`: rests lengthen by the golden ratio while nothing lives, and are short again at once. " +
          "`entrained`: breaths follow the field's own rhythm, once one is sure. `staggered`: neighbours (`peers` in node.json) take turns, so that one of them inhales at any time.",
      ),
    spiral: z
      .strictObject({
        longest_pause_s: seconds({ from: 0, to: DAY_S }, HOUR_S, "No rest grows beyond it."),
      })
      .prefault({})
      .describe("Of a `spiral`."),
    entrained: z
      .strictObject({
        shortest_period_s: seconds(period, SHORTEST_PERIOD_S, "Shorter rhythms are not looked for."),
        longest_period_s: seconds(period, DAY_S, "Longer rhythms are not looked for."),
        longest_pause_s: seconds({ from: 0, to: DAY_S }, HOUR_S, "No rest is drawn out beyond it to meet the field."),
      })
      .refine((one) => one.shortest_period_s <= one.longest_period_s, {
        path: ["longest_period_s"],
        message: "is shorter than shortest_period_s; write the longer one here",
      })
      .prefault({})
      .describe("Of an `entrained` one. It needs electrodes that are listened to in every phase."),
    staggered: z
      .strictObject({
        most_shift_s: seconds(
          { from: 0, to: HOUR_S },
          60,
          "No rest is longer or shorter by more than this for the neighbours' sake, and none shorter than half.",
        ),
      })
      .prefault({})
      .describe("Of a `staggered` one. The neighbours need phases of the same lengths."),
    battery: z
      .strictObject({
        from: share(0.6, "Rests lengthen while less than this is left of the battery."),
        longest_times: z
          .number()
          .min(1)
          .max(100)
          .default(8)
          .describe("Rests are so many times as long when no more than `to` is left."),
        least_inhale_s: seconds({ from: 0, to: DAY_S }, 60, "Inhales shorten too, but never below this."),
        hysteresis: share(0.05, "Rests shorten again when so much more is there."),
        to: share(
          0.1,
          "Rests are longest when no more than this is left. What then remains to be done: `safe_halt` of `rest`.",
        ),
      })
      .refine((one) => one.to < one.from, {
        path: ["to"],
        message: "is not below from; rests lengthen on the way from one to the other",
      })
      .exactOptional()
      .describe(
        "Rests mind the battery. It must be known: `supply` in node.json with its `battery`. Absent: they do not.",
      ),
    aroused: z
      .strictObject({
        from: share(0.3, "Rests shorten while attention's arousal is above this."),
        shortest_share: z
          .number()
          .min(0.05)
          .max(1)
          .default(0.25)
          .describe("At full arousal a rest is this share of its length."),
      })
      .exactOptional()
      .describe("Rests are shorter while attention is aroused. Absent: they are not."),
  })
  .prefault({})
  .describe("How breaths change.");

export type RhythmCard = z.output<typeof rhythmSchema>;
