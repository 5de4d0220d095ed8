import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { lazily, read } from "../json.js";

/** Said to people. */
export interface Voice {
  /** Who says it: the kind of a thread. */
  readonly line: string;
  readonly text: string;
}

export const voiceSchema = lazily(() =>
  z
    .object({ ...ENVELOPE, line: z.string().describe("who says it"), text: z.string() })
    .describe("what the node says to people"),
);

export function voiceBody({ line, text }: Voice): Facts {
  return { line, text };
}

export function decodeVoice(payload: string): Enveloped<Voice> | undefined {
  const said = read(voiceSchema, payload);
  return said && enveloped(said, { line: said.line, text: said.text });
}
