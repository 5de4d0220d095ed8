import { z } from "zod";
import type { Profile } from "../../domain/electrode.js";
import { USUAL_GLYPHS } from "../../domain/glyph-settings.js";
import { DAY_S, seconds } from "./common.js";

const LENGTH = { from: 0.001, to: 30 * DAY_S };
const MOST_SPIKES = 100;

function times(fallback: number, description: string) {
  return z
    .number()
    .min(0.01)
    .max(1000)
    .default(fallback)
    .describe(`${description} In mean intervals between spikes, the electrode's own.`);
}

function spikes(fallback: number, description: string) {
  return z.int().min(2).max(MOST_SPIKES).default(fallback).describe(description);
}

function glyphsOf(profile: Profile) {
  const { short, medium, veryLong, burstOf, trainOf, interval, speed } = USUAL_GLYPHS[profile];
  return z
    .strictObject({
      short_intervals: times(short, "Quiet up to this is a `rest`; no gap in a `burst` is longer."),
      medium_intervals: times(
        medium,
        "Quiet up to this is a `pause`, beyond a `silence`; no gap in a `train` is longer.",
      ),
      very_long_intervals: times(veryLong, "A silence beyond this is deep."),
      burst_of: spikes(burstOf, "At least so many spikes make a burst."),
      train_of: spikes(trainOf, "At least so many spikes make a train."),
      interval_usual_s: seconds(LENGTH, interval.usual, "The mean interval until an electrode's own is known."),
      interval_least_s: seconds(LENGTH, interval.least, "The mean interval is never taken for shorter."),
      interval_most_s: seconds(LENGTH, interval.most, "The mean interval is never taken for longer."),
      fast_below_s: seconds(LENGTH, speed.fast, "A spike that is over sooner is fast."),
      slow_to_s: seconds(LENGTH, speed.slow, "Up to this a spike is slow, beyond very slow."),
    })
    .superRefine((glyphs, context) => {
      for (const [lower, higher] of IN_ORDER) {
        if (glyphs[lower] <= glyphs[higher]) continue;
        const message = `is less than ${lower} (${glyphs[lower]}); write ${glyphs[lower]} or more, or lower ${lower}`;
        context.addIssue({ code: "custom", path: [higher], message });
      }
    })
    .prefault({})
    .describe(`For electrodes of the profile \`${profile}\`.`);
}

const IN_ORDER = [
  ["short_intervals", "medium_intervals"],
  ["medium_intervals", "very_long_intervals"],
  ["interval_least_s", "interval_usual_s"],
  ["interval_usual_s", "interval_most_s"],
  ["fast_below_s", "slow_to_s"],
] as const;

export const glyphsSchema = z
  .strictObject({ fungus: glyphsOf("fungus"), plant: glyphsOf("plant"), fast: glyphsOf("fast") })
  .prefault({})
  .describe("How an electrode's time is cut into glyphs, for each profile.");

export type GlyphsCard = z.output<typeof glyphsSchema>;
