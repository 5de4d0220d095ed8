import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import type { RecordingPart } from "../../domain/recording-part.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { lazily, read } from "../json.js";
import { type TimeStyle, time } from "../time.js";

export const recordingSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      dump: z.string().describe("which dump it is a part of, as the answer of dump.recording says"),
      part: z.int().min(1).describe("which part, from 1"),
      of: z.int().min(1).describe("how many parts there are"),
      device: z.string(),
      electrodes: z.array(z.string()).describe("the columns, in order"),
      from: time.describe("of the first row"),
      to: time.describe("of the last row"),
      rows: z.int().min(0),
      data: z
        .string()
        .describe(
          "a recording of its own: CSV with its header, gzipped, as base64; parts of one device, decoded and put one behind the other, " +
            "are one recording",
        ),
    })
    .describe("a part of the raw signal that somebody asked for with dump.recording"),
);

export function recordingBody(recording: RecordingPart, time: TimeStyle): Facts {
  const { dump, part, of, device, electrodes, from, to, rows, data } = recording;
  const span = { [`from${time.suffix}`]: time.write(from), [`to${time.suffix}`]: time.write(to) };
  return { dump, part, of, device, electrodes, ...span, rows, data };
}

export function decodeRecording(payload: string): Enveloped<RecordingPart> | undefined {
  const said = read(recordingSchema, payload);
  if (said === undefined) return undefined;
  const { dump, part, of, device, electrodes, from, to, rows, data } = said;
  return enveloped(said, { dump, part, of, device, electrodes, from, to, rows, data });
}
