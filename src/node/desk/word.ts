import { z } from "zod";
import type { AttentionRules, AttentionState } from "../../attention/state.js";
import type { Alert } from "../../domain/alert.js";
import type { Command } from "../../domain/command.js";
import type { Json, Noticed } from "../../domain/percept.js";
import { nearest } from "../../domain/spelling.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { HeardElectrode } from "../device-ear.js";
import type { Hushes } from "./hushed.js";

/** What the desk may ask of the node. */
export interface Desk {
  now(): Seconds;
  notice(noticed: Noticed): void;
  gasp(): boolean;
  clearAlert(id: string): boolean;
  status(): Facts;
  /** What attention knows now, and by which rules. */
  mind(): { readonly state: AttentionState; readonly rules: AttentionRules };
  electrodes(): readonly HeardElectrode[];
  /** The last that was heard in this life. */
  lastSpike(electrode: string): Spike | undefined;
  /** Those that stand. */
  alerts(): readonly Alert[];
  readonly hushed: Hushes;
}

export type Facts = Readonly<Record<string, Json>>;

/** What came of a word: an answer, and what the node's own mind notices of it. */
export type Reply =
  | { readonly data: Facts; readonly noticed?: Heard }
  | { readonly problem: { readonly code: string; readonly message: string } };

/** A percept of somebody's words; of the operator unless a neighbour said them. */
export interface Heard {
  readonly data: Facts;
  readonly urgent?: boolean;
  readonly neighbour?: string;
}

/** A word that somebody may say on `cmd/<name>`. */
export interface Word {
  /** A body that would be right, for those who sent one that is not. */
  readonly example: string;
  answer(body: Command["body"], desk: Desk): Reply;
}

/** What every body may hold besides what its word asks for. */
const ENVELOPE = new Set(["v", "transaction", "expires"]);

/** A word whose body is checked before anybody sees it. */
export function word<Body extends z.ZodObject>(
  body: Body,
  example: string,
  answer: (body: z.output<Body>, desk: Desk) => Reply,
): Word {
  return {
    example,
    answer(said, desk) {
      const own = Object.fromEntries(Object.entries(said).filter(([key]) => !ENVELOPE.has(key)));
      const read = body.safeParse(own);
      if (read.success) return answer(read.data, desk);
      const faults = read.error.issues.map((issue) => faultOf(issue, own, Object.keys(body.shape)));
      return no("bad-request", `${faults.join("; ")}; send ${example}`);
    },
  };
}

export function no(code: string, message: string): Reply {
  return { problem: { code, message } };
}

/** Of an electrode that the node has not. */
export function noElectrode(name: string, desk: Desk): Reply {
  const names = desk.electrodes().map(({ electrode }) => electrode.name);
  return no("not-found", `there is no electrode "${name}"; ${instead(name, names)}`);
}

export function knowsElectrode(name: string, desk: Desk): boolean {
  return desk.electrodes().some(({ electrode }) => electrode.name === name);
}

/** `did you mean "e2"?`, or what there is. */
export function instead(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return names.length === 0 ? "there is none" : `there are ${names.slice(0, 20).join(", ")}`;
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
