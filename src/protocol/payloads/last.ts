import { z } from "zod";
import { QUANTITIES, type Quantity, UNIT_OF } from "../../domain/covariate.js";
import type { Facts } from "../../domain/percept.js";
import { iso, type Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { given, lazily, read, round } from "../json.js";

/** `last/<name>` of an electrode, retained. Never from the backlog. */
export interface LastValue {
  /** Millivolts; NaN while nothing usable comes. */
  readonly value: number;
  /** Samples a second. */
  readonly rate: number;
  /** The glyph that is open now. */
  readonly glyph?: string;
  readonly at: Seconds;
}

/** The same of what surrounds the electrodes. */
export interface LastCovariate {
  readonly quantity: Quantity;
  /** In the quantity's unit; NaN while nothing usable comes. */
  readonly value: number;
  /** Values a second. */
  readonly rate: number;
  readonly at: Seconds;
}

const USABLE = z.number().nullable().describe("null while nothing usable comes");

const electrodeSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      value_mv: USABLE,
      rate_hz: z.number(),
      glyph: z.string().nullable().describe("the one that is open now"),
    })
    .describe("of an electrode"),
);

const covariateSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      quantity: z.enum(QUANTITIES),
      value: USABLE,
      unit: z.enum(Object.values(UNIT_OF)).describe("rain is what fell since the value before"),
      rate_hz: z.number(),
    })
    .describe("of what surrounds the electrodes"),
);

export const lastSchema = lazily(() =>
  z.union([electrodeSchema(), covariateSchema()]).meta({
    type: "object",
    description: "the latest value of an electrode, or of what surrounds them; retained",
  }),
);

export function lastBody(last: LastValue): Facts {
  return {
    at: iso(last.at),
    value_mv: Number.isFinite(last.value) ? round(last.value, 5) : null,
    rate_hz: last.rate,
    glyph: last.glyph ?? null,
  };
}

export function lastCovariateBody({ quantity, value, rate, at }: LastCovariate): Facts {
  return {
    at: iso(at),
    quantity,
    value: Number.isFinite(value) ? round(value, 3) : null,
    unit: UNIT_OF[quantity],
    rate_hz: round(rate, 5),
  };
}

/** Of an electrode; undefined for all else. */
export function decodeLast(payload: string): Stamped<LastValue> | undefined {
  const said = read(electrodeSchema, payload);
  if (said === undefined) return undefined;
  const { at, value_mv, rate_hz: rate, glyph } = said;
  return stamped(said, { value: value_mv ?? Number.NaN, rate, at, ...given({ glyph: glyph ?? undefined }) });
}

/** Of a covariate; undefined for all else. */
export function decodeLastCovariate(payload: string): Stamped<LastCovariate> | undefined {
  const said = read(covariateSchema, payload);
  if (said === undefined) return undefined;
  const { at, quantity, value, rate_hz: rate } = said;
  return stamped(said, { quantity, value: value ?? Number.NaN, rate, at });
}
