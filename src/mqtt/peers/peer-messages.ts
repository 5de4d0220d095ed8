import { z } from "zod";
import type { NeighbourAnswer, NeighbourPercept } from "../../domain/neighbour.js";
import type { Json } from "../../domain/percept.js";

/** Nothing that a node has to say of one percept is longer, in characters. */
const LONGEST = 8 * 1024;
const LONGEST_TEXT = 500;
/** Facts beyond these are left out: percepts are flat and small. */
const MOST_FACTS = 32;

const time = z
  .string()
  .max(40)
  .transform((text, context) => {
    const at = Date.parse(text) / 1000;
    if (Number.isFinite(at)) return at;
    context.addIssue({ code: "custom", message: "is no time" });
    return z.NEVER;
  });

/** What `percept/<source>` carries. Keys that a later version adds are let by. */
const toldPercept = z.object({
  boot: z.int().min(0),
  seq: z.int().min(0),
  at: time,
  tq: z.enum(["ntp", "rtc", "floor", "simulated"]).catch("floor"),
  historical: z.boolean().catch(false),
  source: z.string().min(1).max(128),
  percept: z.string().regex(/^[a-z0-9-]{1,64}$/),
  intensity: z.number(),
  tags: z.array(z.string().max(64)).max(32).catch([]),
  data: z.record(z.string(), z.unknown()).catch({}),
});

const toldAnswer = z.object({
  transaction: z.string().max(128),
  status: z.enum(["ok", "error", "expired"]),
  data: z.object({ text: z.string() }).partial().catch({}),
  error: z.object({ message: z.string() }).partial().catch({}),
});

/** A percept as `node` told it, and its name; undefined for what makes no sense. Never throws. */
export function readNeighbourPercept(
  node: string,
  payload: string,
): { readonly boot: number; readonly seq: number; readonly word: NeighbourPercept } | undefined {
  const told = toldPercept.safeParse(readJson(payload)).data;
  if (told === undefined) return undefined;
  const { boot, seq, at, tq: quality, historical, source, percept: type, intensity, tags, data } = told;
  return {
    boot,
    seq,
    word: { kind: "percept", node, source, type, intensity, at, quality, historical, tags, data: flat(data) },
  };
}

/** What `node` answered; undefined for what makes no sense. Never throws. */
export function readNeighbourAnswer(node: string, payload: string): NeighbourAnswer | undefined {
  const told = toldAnswer.safeParse(readJson(payload)).data;
  if (told === undefined) return undefined;
  const text = told.status === "ok" ? told.data.text : told.error.message;
  const { transaction, status } = told;
  return { kind: "answer", node, transaction, ok: status === "ok", text: (text ?? status).slice(0, LONGEST_TEXT) };
}

function readJson(payload: string): unknown {
  if (payload.length > LONGEST) return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** Plain facts and lists of them: what is nested deeper is nobody's business but that node's own. */
function flat(data: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  const facts = Object.entries(data).flatMap(([name, value]) => {
    const fact = Array.isArray(value) ? value.filter(isPlain).slice(0, MOST_FACTS) : value;
    return Array.isArray(fact) || isPlain(fact) ? [[name.slice(0, 64), fact] as const] : [];
  });
  return Object.fromEntries(facts.slice(0, MOST_FACTS));
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return (
    value === null ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    (typeof value === "string" && value.length <= LONGEST_TEXT)
  );
}
