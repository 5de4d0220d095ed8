import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import { type Action, REFLEX_COMMANDS } from "../../domain/reflex.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { facts, lazily, read } from "../json.js";

/** That a reflex answered a percept, and how. */
export interface ReflexMessage {
  readonly reflex: string;
  readonly action: Action;
  /** Of the percept, its id. */
  readonly percept: string;
}

const seconds = z.number();

/** The forms of `Action`; what each does stands there. */
const action = lazily(() =>
  z.union([
    z.object({ kind: z.literal("pulse"), output: z.string(), seconds }),
    z.object({ kind: z.literal("level"), output: z.string(), on: z.boolean() }),
    z.object({ kind: z.literal("publish"), text: z.string() }),
    z.object({ kind: z.literal("alert"), text: z.string() }),
    z.object({ kind: z.literal("record"), before: seconds, after: seconds }),
    z.object({ kind: z.literal("breath"), call: z.enum(["gasp", "exhale"]) }),
    z.object({ kind: z.literal("breath"), call: z.enum(["deepen", "stay-awake"]), seconds }),
    z.object({ kind: z.literal("backup") }),
    z.object({ kind: z.literal("mute"), electrode: z.string().optional(), seconds }),
    z.object({ kind: z.literal("rest"), seconds, probe: seconds }),
    z.object({ kind: z.literal("command"), name: z.enum(REFLEX_COMMANDS), body: facts }),
  ]),
);

export const reflexSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      reflex: z.string(),
      action: action(),
      percept: z.string().describe("the id of what it answered"),
    })
    .describe("that a reflex acted, and on what"),
);

export function reflexBody({ reflex, action, percept }: ReflexMessage): Facts {
  return { reflex, action, percept };
}

export function decodeReflex(payload: string): Enveloped<ReflexMessage> | undefined {
  const said = read(reflexSchema, payload);
  if (said === undefined) return undefined;
  const { reflex, percept } = said;
  return enveloped(said, { reflex, percept, action: actionFrom(said.action) });
}

/** The same; that a mute names no electrode is said by leaving it out. */
function actionFrom(said: z.output<ReturnType<typeof action>>): Action {
  if (said.kind !== "mute") return said;
  const { kind, electrode, seconds } = said;
  return electrode === undefined ? { kind, seconds } : { kind, electrode, seconds };
}
