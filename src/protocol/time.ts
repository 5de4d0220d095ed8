import { z } from "zod";
import { iso, roundTime, type Seconds } from "../domain/time.js";

/** How times are written: as UTC on the wire, as seconds of the recording in a replay. */
export interface TimeStyle {
  /** Ends the name of every field that holds a time: `onset_s`, or `onset`. */
  readonly suffix: "" | "_s";
  write(at: Seconds): string | number;
}

export const UTC: TimeStyle = { suffix: "", write: iso };

/** Seconds of the recording whose zero lies at `origin`. */
export function recordingTime(origin: Seconds): TimeStyle {
  return { suffix: "_s", write: (at) => roundTime(at - origin) };
}

/** Seconds may be left out, and `+00:00` is what some languages write for Z. */
const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:[0-5]\d(\.\d{1,9})?)?(Z|\+00:00)$/;

/** A time that would be right, for those who sent one that is not. */
export const TIME_EXAMPLE = "2026-11-22T05:00:00Z";

/** The one way in for times: ISO 8601 in UTC; undefined for all else, such as the 30th of February. */
export function parseTime(text: string): Seconds | undefined {
  if (!ISO_UTC.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  // A day or an hour too many would roll over into the next.
  const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, 16) === text.slice(0, 16);
  return isReal ? milliseconds / 1000 : undefined;
}

/** A time in a payload: text outside, seconds inside. */
export const time = z
  .string()
  .meta({ format: "date-time", examples: [TIME_EXAMPLE] })
  .transform((text, context) => {
    const at = parseTime(text);
    if (at !== undefined) return at;
    context.addIssue({ code: "custom", message: `is no time: write UTC, like ${TIME_EXAMPLE}` });
    return z.NEVER;
  });
