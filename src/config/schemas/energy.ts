import { z } from "zod";
import { BOARD_NAMES } from "../../domain/energy.js";

const hours = z.number().min(0).max(24);

/** A word that is none of a board's: the node looks for itself. */
const AUTO = "auto";

export const energySchema = z
  .strictObject({
    board: z
      .enum([AUTO, ...BOARD_NAMES])
      .default(AUTO)
      .describe("Whose figures the energy ledger reckons with; `auto`: those of the board that the node runs on."),
    battery_wh: z
      .number()
      .min(0.1)
      .max(100_000)
      .exactOptional()
      .meta({ description: "What the battery holds when it is full, in watt-hours.", examples: [10] }),
    panel_w: z
      .number()
      .min(0.1)
      .max(10_000)
      .exactOptional()
      .meta({ description: "What the solar panel gives in full sun, in watts.", examples: [5] }),
    sun_hours: z
      .union([hours, z.array(hours).length(12)])
      .exactOptional()
      .meta({
        description:
          "Hours of full sun that a day is worth where the panel hangs: one figure, or twelve from January to December.",
        examples: [[0.1, 0.2, 0.5, 0.9, 1.3, 1.4, 1.3, 1, 0.6, 0.3, 0.1, 0.1]],
      }),
    volts: z
      .number()
      .min(1)
      .max(60)
      .default(5)
      .describe("What the board is fed with, in volts: `andas energy` tells currents at it."),
  })
  .superRefine((card, context) => {
    for (const [given, missing] of [
      ["panel_w", "sun_hours"],
      ["sun_hours", "panel_w"],
    ] as const)
      if (card[given] !== undefined && card[missing] === undefined)
        context.addIssue({
          code: "custom",
          path: [missing],
          message: `is missing; "${given}" says nothing without it, give both or none`,
        });
  })
  .prefault({})
  .meta({
    description: "What the node lives on: for the energy ledger, and for how long the battery will last.",
    examples: [{ battery_wh: 10, panel_w: 5, sun_hours: 0.8 }],
  });
