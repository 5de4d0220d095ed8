import { z } from "zod";
import type { Answer, Command } from "../../domain/command.js";
import type { Facts } from "../../domain/percept.js";
import { typesOf } from "../../domain/percept-types.js";
import { nearest } from "../../domain/spelling.js";
import type { Seconds } from "../../domain/time.js";
import type { AnswerWords } from "../../language/catalogue/answers.js";
import type { OperatorContext } from "./context.js";

/** What came of a command: an answer, and what the node's own attention notices of it. */
export type Reply = { readonly data: Answer; readonly noticed?: NoticedCommand } | Refusal;

interface Refusal {
  readonly problem: { readonly code: string; readonly message: string };
}

/** What becomes a percept; of the operator unless a neighbour gave the command. */
export interface NoticedCommand {
  readonly data: Facts;
  readonly urgent?: boolean;
  readonly neighbour?: string;
}

/** One command that may be given on `cmd/<name>`. */
export interface Handler {
  /** A body that would be right, for those who sent one that is not. */
  readonly example: string;
  answer(body: Command["body"], context: OperatorContext): Reply;
}

/** A command whose answer takes time. No reflex gives it. */
export interface SlowHandler {
  readonly example: string;
  answer(body: Command["body"], context: OperatorContext): Promise<Reply>;
}

/** What every body may hold besides what its command asks for. */
const ENVELOPE = new Set(["v", "transaction", "expires"]);

/** A handler whose body is checked before it sees it. */
export function handler<Body extends z.ZodObject>(
  body: Body,
  example: string,
  answer: (body: z.output<Body>, context: OperatorContext) => Reply,
): Handler {
  return {
    example,
    answer(said, context) {
      const read = readBody(body, said, example);
      return "problem" in read ? read : answer(read.data, context);
    },
  };
}

/** The same, for an answer that takes time. */
export function slowHandler<Body extends z.ZodObject>(
  body: Body,
  example: string,
  answer: (body: z.output<Body>, context: OperatorContext) => Promise<Reply>,
): SlowHandler {
  return {
    example,
    async answer(said, context) {
      const read = readBody(body, said, example);
      return "problem" in read ? read : answer(read.data, context);
    },
  };
}

function readBody<Body extends z.ZodObject>(
  body: Body,
  said: Command["body"],
  example: string,
): { readonly data: z.output<Body> } | Refusal {
  const own = Object.fromEntries(Object.entries(said).filter(([key]) => !ENVELOPE.has(key)));
  const read = body.safeParse(own);
  if (read.success) return { data: read.data };
  const faults = read.error.issues.map((issue) => faultOf(issue, own, Object.keys(body.shape)));
  return no("bad-request", `${faults.join("; ")}; send ${example}`);
}

/** In the language of the card. What was refused is an error, and stays English. */
export function wordsOf(context: OperatorContext): AnswerWords {
  return context.attention().rules.words.answers;
}

export function no(code: string, message: string): Refusal {
  return { problem: { code, message } };
}

/** Of an electrode that the node has not. */
export function noElectrode(name: string, context: OperatorContext): Reply {
  const names = context.inputs.electrodes.map(({ electrode }) => electrode.name);
  return no("not-found", `there is no electrode "${name}"; ${instead(name, names)}`);
}

/** Of a type that no percept of an electrode has; undefined where there is such a type. */
export function noType(type: string): Reply | undefined {
  const types = typesOf("electrode/") ?? [];
  return types.includes(type) ? undefined : no("not-found", `no electrode tells of "${type}"; ${instead(type, types)}`);
}

export function knowsElectrode(name: string, context: OperatorContext): boolean {
  return context.inputs.electrodes.some(({ electrode }) => electrode.name === name);
}

/** More names than this are no answer any more: all commands, and the electrodes of a large node. */
const MOST_NAMED = 32;

/** `did you mean "e2"?`, or what there is. */
export function instead(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  if (names.length === 0) return "there is none";
  const more = names.length - MOST_NAMED;
  return `there are ${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** A text of so many characters at most. */
export function text(most: number, what: string) {
  return z.string({ error: what }).min(1, { error: what }).max(most, { error: what });
}

export function seconds(least: Seconds, most: Seconds) {
  const what = `is a number of seconds from ${least} to ${most}`;
  return z.number({ error: what }).min(least, { error: what }).max(most, { error: what });
}

function faultOf(issue: z.core.$ZodIssue, said: Facts, known: readonly string[]): string {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `"${key}" is not known here; ${instead(key, known)}`).join("; ");
  }
  const field = issue.path.map(String).join(".");
  if (field === "") return issue.message;
  return issue.path.length === 1 && said[field] === undefined ? `"${field}" is missing` : `"${field}" ${issue.message}`;
}
