import { electrodesOf, type Percept } from "../../domain/percept.js";
import { isNeighbourSource } from "../../domain/percept-source.js";
import type { Thread } from "../../domain/thread.js";

/** What may go over several electrodes. */
export const GROVE = "grove";

export type Subjects = ReadonlySet<string>;

/** Every subject whose threads this percept could concern: what keeps the cost of a percept from growing with threads. */
export function subjectsOf(percept: Percept): Subjects {
  const subjects = new Set(electrodesOf(percept)).add(percept.source);
  return isOfTheGrove(percept) ? subjects.add(GROVE) : subjects;
}

/** Is the thread, or one that was merged into it, about one of these? */
export function isAbout(thread: Thread, subjects: Subjects): boolean {
  if (subjects.has(thread.subject)) return true;
  return thread.also?.some((subject) => subjects.has(subject)) ?? false;
}

function isOfTheGrove({ source, type }: Percept): boolean {
  return source === "reader" || type === "spike" || isNeighbourSource(source) || source === "sky";
}
