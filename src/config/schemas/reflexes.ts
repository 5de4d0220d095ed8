import { z } from "zod";
import { schemaKey } from "./common.js";
import { reflexSchema } from "./reflex.js";
import { USUAL_REFLEXES } from "./usual-reflexes.js";

export const reflexesSchema = z
  .strictObject({
    $schema: schemaKey,
    reflexes: z
      .array(reflexSchema)
      .max(1000)
      .default(USUAL_REFLEXES)
      .describe(
        "The rules. Without this key the node has its own few (and answers thanks with a light, where it has one); an empty list " +
          "means none.",
      ),
  })
  .meta({ title: "andas: reflexes.json", description: "What the node does at once when it notices something." });

export type ReflexesCard = z.output<typeof reflexesSchema>;
