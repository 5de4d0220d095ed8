import { z } from "zod";
import type { Json } from "../domain/percept.js";

/** No payload of ours comes near it, in characters: what is longer is not looked at. */
const LONGEST = 256 * 1024;

/** Any JSON: what JSON.parse gives needs no second look. */
export const json = z.custom<Json>();

/** Facts by name. */
export const facts = z.record(z.string(), json);

/** A schema that is made when it is first needed: they are heavy, and a node writes far more kinds of payloads than it reads. */
export function lazily<Schema extends z.ZodType>(make: () => Schema): () => Schema {
  let made: Schema | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What a payload holds, by its schema; undefined for what is no JSON, or something else. Never throws. */
export function read<Schema extends z.ZodType>(
  schema: () => Schema,
  payload: string,
  longest = LONGEST,
): z.output<Schema> | undefined {
  return schema().safeParse(readJson(payload, longest)).data;
}

/** Undefined for what is no JSON, or too long. Never throws. */
export function readJson(payload: string, longest = LONGEST): unknown {
  if (payload.length > longest) return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** Numbers are told as finely as they mean something. */
export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** The same without the keys that hold nothing. */
export function given<Key extends string, Value>(
  fields: Readonly<Record<Key, Value | undefined>>,
): { [K in Key]?: Value } {
  const all: { [K in Key]?: Value } = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) all[key] = value;
  }
  return all;
}
