import { z } from "zod";
import { LISTENINGS, type Profile } from "../../domain/electrode.js";
import { id, schemaKey } from "./common.js";
import { glyphsSchema } from "./glyphs.js";

const PROFILES = ["fungus", "plant", "fast"] as const satisfies readonly Profile[];

/** What every device has, whatever its kind. The kind's own fields stand beside these and are checked by the kind. */
export const DEVICE_FIELDS = {
  name: id("What the other files call this device; unique on the node.", "adc-1"),
  kind: z
    .string()
    .min(1)
    .meta({ description: "Which hardware it is: one of the kinds that this version knows.", examples: ["ads1115"] }),
  listening: z
    .enum(LISTENINGS)
    .optional()
    .describe(
      "When it is listened to. `continuous`: always, nothing is missed. `inhale`: only while the node inhales. `sentinel`: as " +
        "`inhale`, and its alarm line can end a rest early. Without it: continuous up to 1 sample a second, inhale above.",
    ),
};

const electrode = z
  .strictObject({
    name: id("The electrode's name, unique on the node. Part of its MQTT topics.", "e1"),
    device: z
      .string()
      .meta({ description: "Name of the device that it hangs on, from `devices`.", examples: ["adc-1"] }),
    channel: z
      .string()
      .min(1)
      .meta({
        description: "Channel of that device: `0-1` of an ADS1115, a column of a recording.",
        examples: ["0-1"],
      }),
    profile: z
      .enum(PROFILES)
      .default("fungus")
      .describe("The temper of what it is put into: `fungus` (minutes), `plant` (seconds to minutes), `fast` (below)."),
    control: z
      .boolean()
      .default(false)
      .describe("True for an electrode in the same medium without an organism: what it shows is not life."),
  })
  .describe("One measured channel, in millivolts.");

export const electrodesSchema = z
  .strictObject({
    $schema: schemaKey,
    devices: z
      .array(z.looseObject(DEVICE_FIELDS).describe("One piece of hardware and its settings."))
      .default([])
      .meta({
        description: "The hardware of this node.",
        examples: [[{ name: "adc-1", kind: "ads1115" }]],
      }),
    electrodes: z
      .array(electrode)
      .default([])
      .meta({
        description: "The electrodes. A device that none of these names gives all its channels under their own names.",
        examples: [[{ name: "e1", device: "adc-1", channel: "0-1" }]],
      }),
    glyphs: glyphsSchema,
  })
  .meta({ title: "andas: electrodes.json", description: "The devices of this node and the electrodes on them." });
