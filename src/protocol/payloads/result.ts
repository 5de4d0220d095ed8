import { z } from "zod";
import type { CommandResult } from "../../domain/command.js";
import type { Facts } from "../../domain/percept.js";
import { iso, type Seconds } from "../../domain/time.js";
import { VERSION } from "../envelope.js";
import { facts, lazily, read } from "../json.js";

/** What goes out on `res/<name>`: how the command ended, or that it came too late to be begun. */
export type Result = CommandResult | { readonly status: "expired"; readonly data: { readonly text: string } };

/** An answer as it is heard. */
export interface ResultMessage {
  /** Undefined where the asker gave none. */
  readonly transaction: string | undefined;
  readonly status: "ok" | "error" | "expired";
  /** One sentence for people. Of an error it is the message, which says what to do next. */
  readonly text: string;
  /** Of an error. */
  readonly code?: string;
  /** All that was answered; empty for an error. */
  readonly data: Facts;
}

export const resultSchema = lazily(() =>
  z
    .object({
      v: z.literal(VERSION).optional(),
      transaction: z.string().max(128).nullable().optional(),
      status: z.enum(["ok", "error", "expired"]),
      data: facts.optional().catch(undefined).describe("of ok and expired; its text is a sentence for people"),
      error: z
        .object({ code: z.string(), message: z.string() })
        .partial()
        .optional()
        .catch(undefined)
        .describe("of error; its message is the sentence for people"),
    })
    .describe("what came of a command"),
);

export function encodeResult(transaction: string | undefined, result: Result): string {
  return JSON.stringify({ v: VERSION, transaction: transaction ?? null, ...result });
}

/** Of what came later than it was wanted. */
export function expiredResult(expires: Seconds): Result {
  return { status: "expired", data: { text: `nothing was done: it came after ${iso(expires)}, when it expired` } };
}

/** An answer without a sentence is summed up by its status. */
export function decodeResult(payload: string): ResultMessage | undefined {
  const said = read(resultSchema, payload);
  if (said === undefined) return undefined;
  const { transaction, status, data = {}, error } = said;
  const text = status === "error" ? error?.message : data.text;
  return {
    transaction: transaction ?? undefined,
    status,
    text: typeof text === "string" ? text : status,
    ...(error?.code !== undefined && { code: error.code }),
    data,
  };
}
