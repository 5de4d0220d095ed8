import { z } from "zod";
import { actions } from "./actions.js";
import { DAY_S, id, seconds } from "./common.js";
import { tags } from "./tags.js";
import { trigger } from "./trigger.js";

const awareness = z
  .strictObject({
    type: z
      .string()
      .min(1)
      .max(64)
      .meta({ description: "Type of the percept.", examples: ["burst-told"] }),
    intensity: z.number().min(0).max(1).default(0.5).describe("How intense it is, from 0 to 1."),
    tags: tags("Its tags.", "routine").exactOptional(),
  })
  .meta({
    description:
      "The percept (from reflex/<id>) that says that the reflex fired. Without it the reflex stays invisible, and what fired it " +
      "is nobody's business any more.",
    examples: [{ type: "burst-told", intensity: 0.5 }],
  });

export const reflexSchema = z
  .strictObject({
    id: id("Names the reflex; unique on the node. Part of its MQTT topic.", "burst-heard"),
    when: trigger,
    action: actions,
    awareness: awareness.exactOptional(),
    cool_down_s: seconds({ from: 0, to: 365 * DAY_S }, 60, "Quiet for so long after it fired."),
  })
  .meta({
    description: "One rule that acts at once, without reasoning.",
    examples: [{ id: "burst-heard", when: { type: "burst" }, action: { kind: "publish", text: "a burst of spikes" } }],
  });

export type ReflexCard = z.output<typeof reflexSchema>;
