import type { NodeEvent } from "../domain/event.js";
import type { Moment } from "../domain/morning.js";
import { electrodesOf, type Percept } from "../domain/percept.js";
import { HOUR, MINUTE, type Seconds } from "../domain/time.js";

/** What follows life. Doubts, the board and people are worth a line elsewhere. */
const FOLLOWS_LIFE: ReadonlySet<string> = new Set([
  ...["follow-burst", "hear-out-rhythm", "trace-wave", "wonder"],
  "mind-absence",
]);
/** So many are told … */
const TOLD = 3;
/** … and so many are kept to choose from: those that overlap are looked at once. */
export const KEPT = 12;

/** The raw signal to look at begins so long before a moment and ends so long after it; of a long one its beginning. */
const AROUND: Seconds = 5 * MINUTE;
const LONGEST: Seconds = 2 * HOUR;

/** The thread that something happened to, and the percept that was told last: what a thread begins with was told right before it. */
export function momentOf(
  { thread, at, percept: id }: NodeEvent & { type: "thread" },
  known: Moment | undefined,
  latest: Percept | undefined,
): Moment | undefined {
  if (!FOLLOWS_LIFE.has(thread.kind)) return undefined;
  const percept = latest?.id === id ? latest : undefined;
  const from = Math.min(known?.from ?? at, percept === undefined ? at : beginningOf(percept));
  const until = Math.max(known?.until ?? from, percept?.at ?? from);
  const electrodes = [
    ...new Set([...(known?.electrodes ?? []), ...(percept === undefined ? [] : electrodesOf(percept))]),
  ];
  return {
    thread: thread.id,
    electrodes: electrodes.slice(0, 8),
    text: thread.goal,
    ...{ from, until },
    salience: Math.max(known?.salience ?? 0, thread.salience),
    raw: { from: from - AROUND, until: Math.min(until + AROUND, from - AROUND + LONGEST) },
  };
}

/** The foremost that do not lie within each other, in the order in which they came. */
export function foremost(moments: readonly Moment[]): readonly Moment[] {
  const chosen: Moment[] = [];
  for (const one of bySalience(moments)) {
    if (chosen.length === TOLD) break;
    if (!chosen.some(({ raw }) => raw.from < one.raw.until && one.raw.from < raw.until)) chosen.push(one);
  }
  return chosen.sort((a, b) => a.from - b.from);
}

export function bySalience(moments: readonly Moment[]): readonly Moment[] {
  return [...moments].sort((a, b) => b.salience - a.salience || a.from - b.from || (a.thread < b.thread ? -1 : 1));
}

function beginningOf({ at, data }: Percept): Seconds {
  return at - (typeof data.duration_s === "number" ? Math.max(0, data.duration_s) : 0);
}
