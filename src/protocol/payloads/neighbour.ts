import type { NeighbourAnswer, NeighbourPercept } from "../../domain/neighbour.js";
import type { Facts, Json } from "../../domain/percept.js";
import { type Enveloped, enveloped } from "../envelope.js";
import { lazily, read } from "../json.js";
import { perceptSchema } from "./percept.js";
import { decodeResult } from "./result.js";

/** Nothing that a node has to say of one percept is longer, in characters. */
const LONGEST = 8 * 1024;
const LONGEST_TEXT = 500;
/** Facts beyond these are left out: percepts are flat and small. */
const MOST_FACTS = 32;

/** A peer's percept, whatever its id over there. */
const peerPercept = lazily(() => perceptSchema().omit({ id: true }));

/** A percept as `node` told it, bounded in all ways: it comes from outside. Undefined for what makes no sense. */
export function decodeNeighbourPercept(node: string, payload: string): Enveloped<NeighbourPercept> | undefined {
  const said = read(peerPercept, payload, LONGEST);
  if (said === undefined) return undefined;
  const { at, tq: quality, historical = false, source, percept: type, intensity, tags, data } = said;
  const told = { node, source, type, intensity, at, quality, historical, tags, data: flat(data) };
  return enveloped(said, { kind: "percept", ...told });
}

/** What `node` answered to an ask; undefined for what makes no sense. */
export function decodeNeighbourAnswer(node: string, payload: string): NeighbourAnswer | undefined {
  const result = payload.length > LONGEST ? undefined : decodeResult(payload);
  if (result?.transaction === undefined) return undefined;
  const { transaction, status, text } = result;
  return { kind: "answer", node, transaction, ok: status === "ok", text: text.slice(0, LONGEST_TEXT) };
}

/** Plain facts and lists of them: what is nested deeper is nobody's business but that node's own. */
function flat(data: Facts): Facts {
  const facts = Object.entries(data).flatMap(([name, value]) => {
    const fact = Array.isArray(value) ? value.filter(isPlain).slice(0, MOST_FACTS) : value;
    return Array.isArray(fact) || isPlain(fact) ? [[name.slice(0, 64), fact] as const] : [];
  });
  return Object.fromEntries(facts.slice(0, MOST_FACTS));
}

function isPlain(value: Json): value is string | number | boolean | null {
  return typeof value === "string" ? value.length <= LONGEST_TEXT : value === null || typeof value !== "object";
}
