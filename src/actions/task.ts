import { becauseWith } from "../domain/because.js";
import type { Json, Noticed, Percept } from "../domain/percept.js";
import { reflexSource } from "../domain/percept-source.js";
import type { Seconds } from "../domain/time.js";

/** Which reflex acts, on what, and when. */
export interface Task {
  readonly reflex: string;
  readonly percept: Percept;
  /** When it is carried out: now. */
  readonly at: Seconds;
}

/** What became of an action, as a percept of the reflex. It names the reflexes that led to it, so that none of them feeds itself. */
export function outcomePercept(
  task: Task,
  type: string,
  said: { readonly intensity: number; readonly tags: readonly string[]; readonly data: Readonly<Record<string, Json>> },
  at: Seconds,
): Noticed {
  const because = becauseWith(task.percept, task.reflex);
  return { source: reflexSource(task.reflex), type, at, ...said, data: { ...said.data, because } };
}
