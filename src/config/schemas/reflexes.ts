import { z } from "zod";
import { DAY_S, id, schemaKey, seconds } from "./common.js";

const words = z.string().min(1).max(200);
const intensity = z.number().min(0).max(1);
const tags = z.array(z.string().min(1));

const when = z
  .strictObject({
    source: z
      .string()
      .min(1)
      .exactOptional()
      .meta({ description: "Whose percept; `*` stands for anything.", examples: ["electrode/*"] }),
    type: z
      .string()
      .min(1)
      .exactOptional()
      .meta({
        description: "What kind of percept: spike, burst, train, artefact, gap, command … `*` stands for anything.",
        examples: ["burst"],
      }),
    tags: tags.exactOptional().meta({ description: "It has every one of these tags.", examples: [["control"]] }),
    intensity: intensity.exactOptional().meta({ description: "At least so intense, from 0 to 1.", examples: [0.5] }),
    count: z
      .strictObject({
        at_least: z
          .int()
          .min(1)
          .max(1000)
          .meta({ description: "So many percepts that fit …", examples: [3] }),
        within_s: z
          .number()
          .min(1)
          .max(DAY_S)
          .meta({ description: "… within so many seconds.", examples: [600] }),
      })
      .exactOptional()
      .meta({ description: "Only when so many came in so short a time.", examples: [{ at_least: 3, within_s: 600 }] }),
  })
  .refine((when) => Object.keys(when).length > 0, {
    message: 'is empty, so that everything would fire it; give at least one condition, such as {"type": "burst"}',
  })
  .meta({
    description: "The percepts that fire it. All conditions that are given must hold.",
    examples: [{ source: "electrode/*", type: "burst" }],
  });

const action = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("pulse").describe("Lights an output for a moment."),
        output: z.string().meta({
          description: "Name of an output device from electrodes.json, such as an LED.",
          examples: ["status"],
        }),
        seconds: z.number().min(0.01).max(60).default(1).describe("How long it is on."),
      })
      .describe("Lights an output for a moment."),
    z
      .strictObject({
        kind: z.literal("publish").describe("Says something on the topic reflex/<id>."),
        text: words.meta({ description: "What is said.", examples: ["a burst of spikes"] }),
      })
      .describe("Says something on the topic reflex/<id>."),
    z
      .strictObject({
        kind: z.literal("alert").describe("Raises the retained topic alert/<id> until somebody clears it."),
        text: words.meta({ description: "What a person should look at.", examples: ["somebody is at the electrodes"] }),
      })
      .describe("Raises the retained topic alert/<id> until somebody clears it."),
    z
      .strictObject({
        kind: z.literal("breath").describe("Calls the breath early."),
        call: z
          .enum(["gasp", "exhale"])
          .describe("`gasp`: inhale now. `exhale`: radio up now, what was noticed must not wait."),
      })
      .describe("Calls the breath early."),
  ])
  .meta({ description: "What is done, at once.", examples: [{ kind: "publish", text: "a burst of spikes" }] });

const awareness = z
  .strictObject({
    type: z
      .string()
      .min(1)
      .meta({ description: "Type of the percept.", examples: ["burst-told"] }),
    intensity: intensity.default(0.5).describe("How intense it is, from 0 to 1."),
    tags: tags.exactOptional().meta({ description: "Its tags.", examples: [["routine"]] }),
  })
  .meta({
    description:
      "The percept (from reflex/<id>) that says that the reflex fired. Without it the reflex stays invisible.",
    examples: [{ type: "burst-told", intensity: 0.5 }],
  });

const reflex = z
  .strictObject({
    id: id("Names the reflex; unique on the node. Part of its MQTT topic.", "burst-heard"),
    when,
    action,
    awareness: awareness.exactOptional(),
    cool_down_s: seconds({ from: 0, to: 365 * DAY_S }, 60, "Quiet for so long after it fired."),
  })
  .meta({
    description: "One rule that acts at once, without reasoning.",
    examples: [{ id: "burst-heard", when: { type: "burst" }, action: { kind: "publish", text: "a burst of spikes" } }],
  });

/**
 * A forest node's own, good without any hardware. Bursts that come together may be one wave through the mycelium: it should be
 * told while it lasts. Artefacts in a row are hands or paws. Thanks want a nod and no thought.
 */
export const DEFAULT_REFLEXES: z.output<typeof reflex>[] = [
  {
    id: "surge",
    when: { source: "electrode/*", type: "burst", count: { at_least: 3, within_s: 900 } },
    action: { kind: "breath", call: "exhale" },
    awareness: { type: "surge", intensity: 0.8, tags: ["urgent"] },
    cool_down_s: 3600,
  },
  {
    id: "burst-heard",
    when: { source: "electrode/*", type: "burst" },
    action: { kind: "publish", text: "a burst of spikes" },
    cool_down_s: 600,
  },
  {
    id: "handled",
    when: { source: "electrode/*", type: "artefact", count: { at_least: 2, within_s: 300 } },
    action: { kind: "publish", text: "something touches the electrodes" },
    awareness: { type: "handling", intensity: 0.6 },
    cool_down_s: 1800,
  },
  {
    id: "thanks",
    when: { source: "operator", type: "thanks" },
    action: { kind: "publish", text: "you are welcome" },
    cool_down_s: 0,
  },
];

export const reflexesSchema = z
  .strictObject({
    $schema: schemaKey,
    reflexes: z
      .array(reflex)
      .default(DEFAULT_REFLEXES)
      .describe("The rules. Without this key the node has its own few; an empty list means none."),
  })
  .meta({ title: "andas: reflexes.json", description: "What the node does at once when it notices something." });

export type ReflexesCard = z.output<typeof reflexesSchema>;
