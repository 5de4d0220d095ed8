import { z } from "zod";
import { type Covariate, QUANTITIES, UNIT_OF } from "../../domain/covariate.js";
import type { Electrode } from "../../domain/electrode.js";
import type { Facts } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { given, lazily, read } from "../json.js";

/** What `$description` and Home Assistant are told about the node. */
export interface Description {
  readonly version: string;
  /** The board, as it names itself. */
  readonly hardware: string;
  readonly electrodes: readonly Electrode[];
  /** What is measured beside them; absent where nothing is. */
  readonly covariates?: readonly Covariate[] | undefined;
  readonly capabilities: readonly string[];
  readonly configHash: string;
  readonly schemaHash: string;
  /** Absent while there is no reader. */
  readonly modelHash?: string;
  readonly place?: string;
  /** How long a whole breath lasts: once in so long the node is heard of. */
  readonly breath?: Seconds;
  /** Whether the radio is up in exhales alone. */
  readonly radio?: "breath" | "always";
}

export const descriptionSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      version: z.string(),
      hardware: z.string(),
      name: z.string().optional(),
      place: z.string().optional(),
      breath_s: z
        .number()
        .optional()
        .describe("a whole breath: a node that is silent for one more than it said is in trouble"),
      radio: z
        .enum(["breath", "always"])
        .optional()
        .catch(undefined)
        .describe("breath: it is heard in its exhales alone; always: all the time"),
      electrodes: z.array(
        z.object({
          name: z.string(),
          unit: z.literal("mV"),
          profile: z.enum(["fungus", "plant", "fast"]),
          control: z.boolean(),
          device: z.string(),
          channel: z.string(),
        }),
      ),
      covariates: z
        .array(
          z.object({
            name: z.string(),
            quantity: z.enum(QUANTITIES),
            unit: z.string(),
            device: z.string(),
            channel: z.string(),
          }),
        )
        .optional()
        .describe("what is measured beside the electrodes; each has its `last/<name>`"),
      capabilities: z.array(z.string()),
      config_hash: z.string(),
      schema_hash: z.string(),
      model_hash: z.string().nullable().describe("null while nobody reads"),
    })
    .describe("what the node is: its board, its electrodes, what it can do; retained"),
);

export function descriptionBody(about: Description, name: string | undefined): Facts {
  return {
    version: about.version,
    hardware: about.hardware,
    ...(name !== undefined && { name }),
    ...(about.place !== undefined && { place: about.place }),
    ...(about.breath !== undefined && { breath_s: about.breath }),
    ...(about.radio !== undefined && { radio: about.radio }),
    electrodes: about.electrodes.map((electrode) => ({
      name: electrode.name,
      unit: "mV",
      profile: electrode.profile,
      control: electrode.control,
      device: electrode.device,
      channel: electrode.channel,
    })),
    ...(about.covariates !== undefined &&
      about.covariates.length > 0 && {
        covariates: about.covariates.map(({ name, quantity, device, channel }) => ({
          ...{ name, quantity, unit: UNIT_OF[quantity] },
          ...{ device, channel },
        })),
      }),
    capabilities: about.capabilities,
    config_hash: about.configHash,
    schema_hash: about.schemaHash,
    model_hash: about.modelHash ?? null,
  };
}

export function decodeDescription(payload: string): Stamped<Description & { readonly name?: string }> | undefined {
  const said = read(descriptionSchema, payload);
  if (said === undefined) return undefined;
  const { version, hardware, name, place, capabilities, config_hash, schema_hash, model_hash } = said;
  const { breath_s, radio } = said;
  return stamped(said, {
    version,
    hardware,
    electrodes: said.electrodes.map(({ unit: _, ...electrode }) => electrode),
    capabilities,
    configHash: config_hash,
    schemaHash: schema_hash,
    ...given({ modelHash: model_hash ?? undefined, place, name }),
    ...given({ breath: breath_s }),
    ...given({ radio }),
    ...given({ covariates: said.covariates?.map(({ unit: _, ...covariate }) => covariate) }),
  });
}
