import { z } from "zod";
import type { Facts, Percept } from "../../domain/percept.js";
import { isPerceptSource } from "../../domain/percept-source.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { facts, lazily, read, round } from "../json.js";

export const perceptSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      id: z.string(),
      source: z.string().min(1).max(128).describe("which sense: electrode/<name>, host, operator …"),
      percept: z
        .string()
        .regex(/^[a-z0-9-]{1,64}$/)
        .describe("its type: spike, burst, temperature …"),
      intensity: z.number().describe("0 to 1"),
      tags: z.array(z.string().max(64)).max(32).catch([]),
      data: facts.catch({}).describe("facts of the sense's own"),
    })
    .describe("what a sense noticed"),
);

export function perceptBody(percept: Percept): Facts {
  return {
    id: percept.id,
    source: percept.source,
    percept: percept.type,
    intensity: round(percept.intensity, 3),
    tags: percept.tags,
    data: percept.data,
  };
}

/** Undefined too for a source that this version knows nothing of. */
export function decodePercept(payload: string): Enveloped<Percept> | undefined {
  const said = read(perceptSchema, payload);
  if (said === undefined || !isPerceptSource(said.source)) return undefined;
  const { id, source, percept: type, intensity, at, tags, data } = said;
  return enveloped(said, { id, source, type, intensity, at, tags, data });
}
