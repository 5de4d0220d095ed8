import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import { iso, type Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { given, lazily, read, round } from "../json.js";

/** `last/<electrode>`, retained. Never from the backlog. */
export interface LastValue {
  /** Millivolts; NaN while nothing usable comes. */
  readonly value: number;
  /** Samples a second. */
  readonly rate: number;
  /** The glyph that is open now. */
  readonly glyph?: string;
  readonly at: Seconds;
}

export const lastSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      value_mv: z.number().nullable().describe("null while nothing usable comes"),
      rate_hz: z.number(),
      glyph: z.string().nullable().describe("the one that is open now"),
    })
    .describe("the latest value of an electrode; retained"),
);

export function lastBody(last: LastValue): Facts {
  return {
    at: iso(last.at),
    value_mv: Number.isFinite(last.value) ? round(last.value, 5) : null,
    rate_hz: last.rate,
    glyph: last.glyph ?? null,
  };
}

export function decodeLast(payload: string): Stamped<LastValue> | undefined {
  const said = read(lastSchema, payload);
  if (said === undefined) return undefined;
  const { at, value_mv, rate_hz: rate, glyph } = said;
  return stamped(said, { value: value_mv ?? Number.NaN, rate, at, ...given({ glyph: glyph ?? undefined }) });
}
