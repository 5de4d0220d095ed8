import { z } from "zod";
import { GLYPHS, type Glyph } from "../../domain/glyph.js";
import type { Facts } from "../../domain/percept.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { given, lazily, read, round } from "../json.js";
import { type TimeStyle, time } from "../time.js";

export const glyphSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      electrode: z.string(),
      glyph: z.enum(GLYPHS),
      deep: z.literal(true).optional().describe("of a silence that is very long"),
      start: time,
      end: time,
      spikes: z.int().min(0).describe("how many it holds"),
      amplitude_mv: z.number().describe("of its largest spike, signed; 0 without spikes"),
      decided: time,
    })
    .describe("a named piece of an electrode's time"),
);

export function glyphBody(glyph: Glyph, time: TimeStyle): Facts {
  return {
    electrode: glyph.electrode,
    glyph: glyph.name,
    ...(glyph.deep && { deep: true }),
    [`start${time.suffix}`]: time.write(glyph.start),
    [`end${time.suffix}`]: time.write(glyph.end),
    spikes: glyph.spikes,
    amplitude_mv: round(glyph.amplitude, 5),
    [`decided${time.suffix}`]: time.write(glyph.decided),
  };
}

export function decodeGlyph(payload: string): Enveloped<Glyph> | undefined {
  const said = read(glyphSchema, payload);
  if (said === undefined) return undefined;
  const { electrode, glyph: name, deep, start, end, spikes, amplitude_mv: amplitude, decided } = said;
  return enveloped(said, { electrode, name, start, end, spikes, amplitude, decided, ...given({ deep }) });
}
