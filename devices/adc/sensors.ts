import { z } from "zod";
import { QUANTITIES, type Quantity } from "../../src/domain/covariate.js";

/** A sensor with a voltage for an output (soil moisture, light, a thermometer): a straight line through two points. */
export interface Sensor {
  readonly role: Quantity;
  readonly at: readonly [Point, Point];
}

interface Point {
  readonly mv: number;
  /** In the unit of its role. */
  readonly is: number;
}

/** By channel. */
export type Sensors = Readonly<Partial<Record<string, Sensor>>>;

const point = z.strictObject({ mv: z.number(), is: z.number() });

/** On the card: which channels are no electrode, and what their voltage means. */
export function sensorsField(channels: readonly string[]) {
  const sensor = z.strictObject({
    role: z.enum(QUANTITIES.filter((quantity) => quantity !== "rain")),
    at: z
      .tuple([point, point])
      .refine(([first, second]) => first.mv !== second.mv, "needs two different voltages")
      .describe("What two voltages mean: moisture and humidity in %, temperature in °C, light in lux."),
  });
  return z
    .partialRecord(z.enum(channels), sensor)
    .default({})
    .meta({
      description: "Channels that are no electrode but a sensor with a voltage: a soil probe, dry and in water.",
      examples: [
        {
          "2": {
            role: "moisture",
            at: [
              { mv: 2600, is: 0 },
              { mv: 1100, is: 100 },
            ],
          },
        },
      ],
    });
}

/** What a voltage means. */
export function meaningOf({ at: [first, second] }: Sensor, mv: number): number {
  return first.is + ((mv - first.mv) * (second.is - first.is)) / (second.mv - first.mv);
}
