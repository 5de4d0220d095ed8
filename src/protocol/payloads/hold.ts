import { z } from "zod";
import { iso, type Seconds } from "../../domain/time.js";
import { lazily, read, readJson } from "../json.js";
import { parseTime, TIME_EXAMPLE } from "../time.js";

/** Longest reason that is kept, in characters. */
const LONGEST_REASON = 200;

/** `hold`, retained: somebody wants the node to stay awake. */
export interface Hold {
  readonly until: Seconds;
  /** For people; empty where none was given. */
  readonly reason: string;
}

export const holdSchema = lazily(() =>
  z
    .object({
      until: z.string().meta({ format: "date-time" }),
      reason: z.string().optional().catch(undefined),
    })
    .describe("stay awake till then; retained, and empty when it is taken back"),
);

export function encodeHold({ until, reason }: Hold): string {
  return JSON.stringify({ until: iso(until), reason });
}

/** What is asked for, or what is wrong with it. */
export function decodeHold(payload: string): Hold | { readonly problem: string } {
  const said = read(holdSchema, payload);
  const problem = `send {"until":"${TIME_EXAMPLE}","reason":"..."}`;
  if (said === undefined)
    return { problem: `${readJson(payload) === undefined ? "it is no JSON" : 'it has no "until"'}: ${problem}` };
  const until = parseTime(said.until);
  if (until === undefined) return { problem: `"until" is no time in UTC: ${problem}` };
  return { until, reason: said.reason?.slice(0, LONGEST_REASON) ?? "" };
}
