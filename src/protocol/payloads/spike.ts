import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import type { Spike } from "../../domain/spike.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { lazily, read, round } from "../json.js";
import { type TimeStyle, time } from "../time.js";

export const spikeSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      electrode: z.string(),
      onset: time,
      peak: time,
      end: time,
      amplitude_mv: z.number().describe("signed height over the level at onset"),
      polarity: z.union([z.literal(1), z.literal(-1)]),
      z: z.number().describe("height in local noise σ"),
      match: z.number().describe("likeness to the expected shape, 0 to 1"),
      decided: time,
    })
    .describe("one electrical event on an electrode"),
);

export function spikeBody(spike: Spike, time: TimeStyle): Facts {
  return {
    electrode: spike.electrode,
    [`onset${time.suffix}`]: time.write(spike.onset),
    [`peak${time.suffix}`]: time.write(spike.peak),
    [`end${time.suffix}`]: time.write(spike.end),
    amplitude_mv: round(spike.amplitude, 5),
    polarity: spike.polarity,
    z: round(spike.z, 2),
    match: round(spike.match, 3),
    [`decided${time.suffix}`]: time.write(spike.decided),
  };
}

export function decodeSpike(payload: string): Enveloped<Spike> | undefined {
  const said = read(spikeSchema, payload);
  if (said === undefined) return undefined;
  const { electrode, onset, peak, end, amplitude_mv: amplitude, polarity, z, match, decided } = said;
  return enveloped(said, { electrode, onset, peak, end, amplitude, polarity, z, match, decided });
}
