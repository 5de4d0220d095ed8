import type { Percept } from "../../domain/percept.js";

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
