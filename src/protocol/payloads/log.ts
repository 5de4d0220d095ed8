import { z } from "zod";
import { encodeStamped, STAMP, type Stamp, type Stamped, stamped } from "../envelope.js";
import { lazily, read } from "../json.js";

/** The `<level>` of `log/<level>`. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;

export const logSchema = lazily(() =>
  z
    .object({ ...STAMP, line: z.string() })
    .describe("what the node says it does, in lines for people; lost while nobody is connected"),
);

export function encodeLog(line: string, stamp: Stamp): string {
  return encodeStamped({ line }, stamp);
}

export function decodeLog(payload: string): Stamped<string> | undefined {
  const said = read(logSchema, payload);
  return said && stamped(said, said.line);
}
