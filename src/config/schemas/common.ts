import { z } from "zod";

/*
 * The convention of the whole card: snake_case names; a number with a unit ends in it (`_s` seconds, `_m` metres,
 * `_intervals` an electrode's mean intervals between spikes);
 * a number without is a count or a share from 0 to 1. `to-configuration.ts` turns it all into the domain's own types.
 */

/** What names on the card and in the MQTT tree are made of. */
export const ID_PATTERN = /^[a-z0-9-]+$/;

export const schemaKey = z
  .string()
  .optional()
  .describe("Where an editor finds the JSON Schema of this file; andas itself does not read it.");

export function id(description: string, example: string) {
  return z
    .string()
    .regex(ID_PATTERN)
    .max(64)
    .meta({ description: `${description} Small letters, digits and hyphens.`, examples: [example] });
}

export function seconds(range: { from: number; to: number }, fallback: number, description: string) {
  return z.number().min(range.from).max(range.to).default(fallback).describe(`${description} In seconds.`);
}

/** A number from 0 to 1. */
export function share(fallback: number, description: string) {
  return z.number().min(0).max(1).default(fallback).describe(`${description} From 0 to 1.`);
}

export const HOUR_S = 3600;
export const DAY_S = 86400;
