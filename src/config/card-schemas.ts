import { z } from "zod";
import type { DeviceKind } from "../ports/device.js";
import { attentionSchema } from "./schemas/attention.js";
import { breathSchema } from "./schemas/breath.js";
import { DEVICE_FIELDS, electrodesSchema } from "./schemas/electrodes.js";
import { nodeSchema } from "./schemas/node.js";
import { reflexesSchema } from "./schemas/reflexes.js";
import type { CardName } from "./written/content.js";

export const CARD_SCHEMAS = {
  node: nodeSchema,
  electrodes: electrodesSchema,
  breath: breathSchema,
  reflexes: reflexesSchema,
  attention: attentionSchema,
} as const satisfies Record<CardName, z.ZodType>;

export type Card = { [Name in CardName]: z.output<(typeof CARD_SCHEMAS)[Name]> };

/** The part of JSON Schema (draft-07) that the card's schemas use. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** JSON Schema of what a person may write in a file of the card; `electrodes` knows the kinds that are handed in. */
export function jsonSchemaOf(name: CardName, kinds: readonly DeviceKind[]): JsonSchema {
  const schema = draft07(CARD_SCHEMAS[name]);
  if (name !== "electrodes" || kinds.length === 0) return schema;
  const devices = schema.properties?.devices ?? {};
  const entries = { ...devices, items: { oneOf: kinds.map((kind) => deviceSchema(kind)) } };
  return { ...schema, properties: { ...schema.properties, devices: entries } };
}

/** The common fields and the kind's own in one strict object, told apart by its `kind`. */
function deviceSchema(kind: DeviceKind): JsonSchema {
  const { $schema: _, ...own } = draft07(kind.schema);
  const { $schema: __, ...common } = draft07(z.strictObject(DEVICE_FIELDS));
  return {
    ...own,
    type: "object",
    description: kind.summary,
    properties: {
      ...common.properties,
      kind: { type: "string", const: kind.kind, description: kind.summary },
      ...own.properties,
    },
    required: [...(common.required ?? []), ...(own.required ?? [])],
    additionalProperties: own.additionalProperties ?? false,
  };
}

function draft07(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" }) as JsonSchema;
}
