import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import { EVENTS, type Reading } from "../../domain/reading.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { lazily, read, round } from "../json.js";
import { type TimeStyle, time } from "../time.js";

export const readingSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      event: z.enum(EVENTS),
      confidence: z.number().describe("0 to 1"),
      surprise: z.number().describe("of the glyph that came, in bits"),
      text: z.string(),
      electrodes: z.array(z.string()),
      start: time,
      end: time,
      decided: time,
    })
    .describe("what the Spiralformer said about one window"),
);

export function readingBody(reading: Reading, time: TimeStyle): Facts {
  return {
    event: reading.event,
    confidence: round(reading.confidence, 3),
    surprise: round(reading.surprise, 3),
    text: reading.text,
    electrodes: reading.electrodes,
    [`start${time.suffix}`]: time.write(reading.start),
    [`end${time.suffix}`]: time.write(reading.end),
    [`decided${time.suffix}`]: time.write(reading.decided),
  };
}

/** Without its embedding, which stays on the node. */
export function decodeReading(payload: string): Enveloped<Reading> | undefined {
  const said = read(readingSchema, payload);
  if (said === undefined) return undefined;
  const { event, confidence, surprise, text, electrodes, start, end, decided } = said;
  return enveloped(said, { event, confidence, surprise, text, electrodes, start, end, decided });
}
