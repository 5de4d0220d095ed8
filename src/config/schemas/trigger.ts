import { z } from "zod";
import { messageOf } from "../../domain/errors.js";
import { parseGlyphPattern } from "../../domain/glyph-pattern/parse.js";
import { GLYPH_PATTERN_REGEX } from "../../domain/glyph-pattern/schema.js";
import { DAY_S } from "./common.js";
import { tags } from "./tags.js";

/** Hours and minutes, UTC. */
const TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

const timeOfDay = z.string().superRefine((text, context) => {
  if (!new RegExp(TIME).test(text))
    context.addIssue({ code: "custom", message: 'is no time of day; write hours and minutes in UTC, such as "03:00"' });
});

export function time(description: string, example: string) {
  return timeOfDay.meta({ description: `${description} Hours and minutes, UTC.`, pattern: TIME, examples: [example] });
}

const COMPARISONS = ["at-least", "at-most", "above", "below", "equal-to", "other-than"] as const;

const value = z
  .strictObject({
    field: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: "Name of the fact in the percept's data; a dot goes deeper.", examples: ["amplitude_mv"] }),
    is: z.enum(COMPARISONS).meta({
      description: "How it compares. A fact that is not there fits nothing.",
      examples: ["at-least"],
    }),
    value: z
      .union([z.number(), z.string(), z.boolean(), z.null()], {
        error: () => "is no plain value; write a number, a text in double quotes, true, false or null",
      })
      .meta({ description: "What it is compared with.", examples: [0.5] }),
  })
  .superRefine(({ is, value }, context) => {
    if (is === "equal-to" || is === "other-than" || typeof value === "number") return;
    const message = `is no number, and "${is}" compares numbers; write a number, or "equal-to"`;
    context.addIssue({ code: "custom", path: ["value"], message });
  })
  .meta({
    description: "A condition on one fact.",
    examples: [{ field: "amplitude_mv", is: "at-least", value: 0.5 }],
  });

const glob = z.string().min(1).max(200);

/** What the conditions on a percept are called. */
const OF_PERCEPT = ["source", "type", "tags", "intensity", "values"] as const;

export const trigger = z
  .strictObject({
    source: glob
      .exactOptional()
      .meta({ description: "Whose percept; `*` stands for anything.", examples: ["electrode/*"] }),
    type: glob.exactOptional().meta({
      description: "What kind of percept: spike, burst, train, artefact, gap, note … `*` stands for anything.",
      examples: ["burst"],
    }),
    tags: tags("It has every one of these tags.", "control").exactOptional(),
    intensity: z
      .number()
      .min(0)
      .max(1)
      .exactOptional()
      .meta({ description: "At least so intense, from 0 to 1.", examples: [0.5] }),
    values: z
      .array(value)
      .min(1)
      .max(16)
      .exactOptional()
      .meta({
        description: "Every one of these holds for the percept's data.",
        examples: [[{ field: "amplitude_mv", is: "at-least", value: 0.5 }]],
      }),
    count: z
      .strictObject({
        at_least: z
          .int()
          .min(1)
          .max(1000)
          .meta({ description: "So many that fit …", examples: [3] }),
        within_s: z
          .number()
          .min(1)
          .max(7 * DAY_S)
          .meta({ description: "… within so many seconds.", examples: [600] }),
        of: z
          .enum(["percepts", "sources"])
          .default("percepts")
          .describe("`percepts`: each counts. `sources`: each source (electrode, device) counts once."),
      })
      .exactOptional()
      .meta({ description: "Only when so many came in so short a time.", examples: [{ at_least: 3, within_s: 600 }] }),
    glyphs: z
      .string()
      .max(1000)
      .superRefine((text, context) => {
        try {
          parseGlyphPattern(text);
        } catch (error) {
          context.addIssue({ code: "custom", message: `is no glyph pattern: ${messageOf(error)}` });
        }
      })
      .exactOptional()
      .meta({
        description: "When this pattern of glyphs has been heard. Stands in place of the conditions on a percept.",
        pattern: GLYPH_PATTERN_REGEX,
        examples: ["pause burst pause"],
      }),
    quiet_for_s: z
      .number()
      .min(1)
      .max(30 * DAY_S)
      .exactOptional()
      .meta({
        description: "When nothing that fits came for so many seconds; once, till the next one comes.",
        examples: [21600],
      }),
    daily: z
      .array(time("A time of day.", "03:00"))
      .min(1)
      .max(48)
      .exactOptional()
      .meta({ description: "Every day at these times. Stands alone.", examples: [["03:00"]] }),
    between: z
      .strictObject({
        from: time("From this time of day …", "22:00"),
        to: time("… to this one; earlier than `from` means the next day.", "05:00"),
      })
      .exactOptional()
      .meta({ description: "Only between these times of day.", examples: [{ from: "22:00", to: "05:00" }] }),
  })
  .superRefine((when, context) => {
    const wrong = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    const given = Object.keys(when);
    if (given.length === 0) {
      const message =
        'is empty, so that everything would fire it; give at least one condition, such as {"type": "burst"}';
      context.addIssue({ code: "custom", message });
    }
    const alone = (key: keyof typeof when, friends: readonly string[], why: string) => {
      if (when[key] === undefined) return;
      const others = given.filter((other) => other !== key && !friends.includes(other));
      if (others.length > 0) wrong(key, `stands beside ${others.join(", ")}; ${why}, so leave one of them out`);
    };
    alone("daily", [], "a time of day is the only condition of its reflex");
    alone("glyphs", ["count", "between"], "a pattern is of glyphs and not of percepts");
    alone("quiet_for_s", [...OF_PERCEPT, "between"], "quiet is when nothing comes that could be counted");
    if (when.quiet_for_s !== undefined && when.source === undefined && when.type === undefined)
      wrong("quiet_for_s", 'does not say who is quiet; give "source" or "type" beside it, such as "electrode/*"');
    if (given.length === 1 && given[0] === "between")
      wrong("between", 'stands alone, so that everything would fire it; give "source" or "type" beside it');
    if (given.length === 1 && given[0] === "count")
      wrong("count", 'stands alone, so that everything would be counted; give "source" or "type" beside it');
    if (when.between !== undefined && when.between.from === when.between.to)
      wrong("between", "is no time at all; give `from` and `to` different times");
    const again = when.daily?.find((one, i, all) => all.indexOf(one) !== i);
    if (again !== undefined) wrong("daily", `has "${again}" twice; leave one out`);
  })
  .meta({
    description: "What fires it. All conditions that are given must hold.",
    examples: [{ source: "electrode/*", type: "burst" }],
  });

export type TriggerCard = z.output<typeof trigger>;
