import { z } from "zod";
import { EXHALING } from "../../domain/breath.js";
import { DAY_S, schemaKey, seconds } from "./common.js";
import { rest } from "./rest.js";
import { rhythmSchema } from "./rhythm.js";

const LENGTH = { from: 0, to: DAY_S };

export const breathSchema = z
  .strictObject({
    $schema: schemaKey,
    phases: z
      .strictObject({
        inhale_s: seconds(LENGTH, 120, "Listens at full rate and takes up what it hears. 0 leaves it out."),
        hold_s: seconds(LENGTH, 60, "Thinks over what was inhaled. 0 leaves it out."),
        exhale_s: seconds(
          { from: 1, to: DAY_S },
          180,
          "Saves, then sends with the radio on. Never 0: what a node learns is kept and told in this phase alone.",
        ),
        pause_s: seconds(LENGTH, 120, "Rests as deeply as is safe. 0 leaves it out."),
      })
      .prefault({})
      .describe("How long each phase of a breath lasts."),
    rhythm: rhythmSchema,
    radio: z
      .enum(["breath", "always"])
      .default("breath")
      .describe("`breath`: the radio sleeps outside the exhale. `always`: it stays up (mains power, a wired node)."),
    exhale: z
      .enum(EXHALING)
      .default("auto")
      .describe(
        "How the Spiralformer attends in an exhale. `local`: the nearest tokens; `released`: none; `auto`: local while less than 80 % is silence, else released.",
      ),
    rest: rest.prefault({}),
    early_exhale_every_s: seconds(
      { from: 0, to: DAY_S },
      600,
      "At least so long between two early exhales that reflexes ask for: the radio is what costs most.",
    ),
  })
  .meta({ title: "andas: breath.json", description: "The rhythm of the node: inhale, hold, exhale, pause." });

export type BreathCard = z.output<typeof breathSchema>;
