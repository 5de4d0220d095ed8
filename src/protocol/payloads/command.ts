import { z } from "zod";
import type { Command } from "../../domain/command.js";
import { messageOf } from "../../domain/errors.js";
import type { Facts } from "../../domain/percept.js";
import { iso, type Seconds } from "../../domain/time.js";
import { facts, json, lazily } from "../json.js";
import { parseTime, TIME_EXAMPLE } from "../time.js";

/** Longest body, in characters. A note of a few pages fits; a node with little memory takes no more. */
const LONGEST = 16 * 1024;
const LONGEST_TRANSACTION = 128;
/** Words with dots between them, such as `dump.recording`. */
const NAME = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;
const LONGEST_NAME = 64;

/** What is asked on `cmd/<name>`. */
export interface CommandMessage {
  /** Comes back with the answer. */
  readonly transaction?: string;
  /** When nobody wants it carried out any more. */
  readonly expires?: Seconds;
  /** What the command itself asks for. */
  readonly body: Facts;
}

/** A command as it was understood, or why it was not; then what is known of it says whom to answer. */
export interface Request {
  /** `unknown` for what cannot be a name. */
  readonly name: string;
  readonly transaction: string | undefined;
  readonly expires?: Seconds;
  readonly command: Command | { readonly problem: string };
}

export const commandSchema = lazily(() =>
  z
    .object({
      transaction: z
        .union([z.string(), z.number()])
        .optional()
        .describe("comes back with the answer; who asks twice with the same one gets the same answer"),
      expires: z
        .string()
        .meta({ format: "date-time" })
        .optional()
        .describe("when nobody wants it carried out any more"),
    })
    .catchall(json)
    .describe("what somebody asks of the node; what else a command takes, its answer to an empty one says"),
);

export function encodeCommand({ transaction, expires, body }: CommandMessage): string {
  return JSON.stringify({
    ...(transaction !== undefined && { transaction }),
    ...body,
    ...(expires !== undefined && { expires: iso(expires) }),
  });
}

/** Under which name a command is answered: its own, or `unknown` for what cannot be one. */
export function answerName(name: string): string {
  return name.length <= LONGEST_NAME && NAME.test(name) ? name : "unknown";
}

/** Reads `cmd/<name>`. Never throws: what makes no sense becomes a request that is answered with an error. */
export function decodeRequest(name: string, payload: string): Request {
  const isName = answerName(name) === name;
  const body = readBody(payload);
  const fields = typeof body === "string" ? {} : body;
  const transaction = transactionIn(fields);
  const expires = typeof fields.expires === "string" ? parseTime(fields.expires) : undefined;
  const problem = isName ? problemOf(body, expires) : "a command's name is made of a-z, 0-9 and -, with dots between";
  return {
    name: answerName(name),
    transaction,
    ...(expires !== undefined && { expires }),
    command: problem === undefined ? { name, transaction, body: fields } : { problem },
  };
}

function problemOf(body: Facts | string, expires: Seconds | undefined): string | undefined {
  if (typeof body === "string") return body;
  if (body.expires === undefined || body.expires === null || expires !== undefined) return undefined;
  return `"expires" is no time: write UTC, like "${TIME_EXAMPLE}", or leave it out`;
}

/** The fields, or what is wrong. */
function readBody(payload: string): Facts | string {
  if (payload === "") return "the body is empty: send a JSON object, {} will do";
  if (payload.length > LONGEST) return `the body is longer than ${LONGEST} characters: say it shorter`;
  try {
    const body = facts.safeParse(JSON.parse(payload));
    return body.success ? body.data : `the body must be a JSON object, like {"transaction":"1"}`;
  } catch (error) {
    return `the body is no JSON (${messageOf(error).slice(0, 120)}): send an object, like {"transaction":"1"}`;
  }
}

function transactionIn({ transaction }: Facts): string | undefined {
  if (typeof transaction !== "string" && typeof transaction !== "number") return undefined;
  return String(transaction).slice(0, LONGEST_TRANSACTION);
}
