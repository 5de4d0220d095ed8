import type { Percept } from "../../domain/percept.js";

/** What somebody asks, or says about what was: it is answered at once, and wants nothing else of the node. */
const AT_THE_DESK: ReadonlySet<string> = new Set(["ask", "confirm", "dismiss", "label", "undo"]);

/** Was it answered when it came? Then it holds no place in attention, and keeps nobody awake. */
export function isAnswered({ source, type }: Percept): boolean {
  return source === "operator" && AT_THE_DESK.has(type);
}

/** An electrode in the same medium without an organism: what it shows is not life. */
export function isControl(percept: Percept): boolean {
  return percept.tags.includes("control");
}

/** What looked like this was something else before, on this electrode. */
export function isDoubted(percept: Percept): boolean {
  return percept.tags.includes("doubted");
}

export function isRoutine(percept: Percept): boolean {
  return percept.tags.includes("routine");
}
