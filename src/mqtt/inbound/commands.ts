import type { Command, CommandResult } from "../../domain/command.js";
import { isAndasError, messageOf } from "../../domain/errors.js";
import type { Json } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import type { Incoming } from "../../ports/wire.js";
import { isTopic } from "../../protocol/topics.js";

/** Longest command body, in characters. A note of a few pages fits; a node with little memory takes no more. */
const LONGEST_BODY = 16 * 1024;
const LONGEST_TRANSACTION = 128;
const NAME = /^[a-z0-9-]{1,64}$/;

/** A command as it was understood, or why it was not. */
export interface Request {
  readonly name: string;
  readonly transaction: string | undefined;
  /** Where the answer goes: a topic below the root, or the whole one that an MQTT 5 asker named. */
  readonly answerTo: { readonly below: string } | { readonly whole: string };
  readonly correlation?: Uint8Array;
  /** When nobody wants it carried out any more. */
  readonly expires?: Seconds;
  readonly command: Command | { readonly problem: string };
}

/** Reads `cmd/<name>`. Never throws: what makes no sense becomes a request that is answered with an error. */
export function readRequest(name: string, message: Incoming): Request {
  const known = NAME.test(name) ? name : "unknown";
  const body = readBody(message.payload);
  const fields = typeof body === "string" ? {} : body;
  const transaction = readTransaction(fields.transaction);
  const expires = typeof fields.expires === "string" ? Date.parse(fields.expires) / 1000 : Number.NaN;
  const { responseTopic, correlation } = message;
  const problem =
    known === name ? (typeof body === "string" ? body : undefined) : "a command's name is made of a-z, 0-9 and -";
  return {
    name: known,
    transaction,
    answerTo:
      responseTopic !== undefined && isTopic(responseTopic) ? { whole: responseTopic } : { below: `res/${known}` },
    ...(correlation !== undefined && { correlation }),
    ...(Number.isFinite(expires) && { expires }),
    command: problem === undefined ? { name, transaction, body: fields } : { problem },
  };
}

function readBody(payload: string): Readonly<Record<string, Json>> | string {
  if (payload.length > LONGEST_BODY) return `the body is longer than ${LONGEST_BODY} characters: say it shorter`;
  try {
    const body: unknown = JSON.parse(payload);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, Json>;
    return `the body must be a JSON object, like {"transaction":"1"}`;
  } catch (error) {
    return `the body is no JSON (${messageOf(error).slice(0, 120)}): send an object, like {"transaction":"1"}`;
  }
}

function readTransaction(value: Json | undefined): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).slice(0, LONGEST_TRANSACTION);
}

/** Carries a request out and words the answer. Never throws. */
export async function answer(
  request: Request,
  now: Seconds,
  carryOut: (command: Command) => CommandResult | Promise<CommandResult>,
): Promise<string> {
  const { command, expires } = request;
  if ("problem" in command) return errorAnswer(request, "bad-request", command.problem);
  if (expires !== undefined && expires < now) return worded(request, { status: "expired" });
  try {
    return worded(request, await carryOut(command));
  } catch (error) {
    return errorAnswer(request, isAndasError(error) ? error.code : "internal", messageOf(error));
  }
}

export function errorAnswer(request: Request, code: string, message: string): string {
  return worded(request, { status: "error", error: { code, message } });
}

function worded({ transaction }: Request, result: CommandResult | { readonly status: "expired" }): string {
  return JSON.stringify({ v: 1, transaction: transaction ?? null, ...result });
}
