import { z } from "zod";
import type { NodeEvent } from "../domain/event.js";
import type { Moment, Told } from "../domain/morning.js";
import { electrodesOf, type Percept } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import { bySalience, KEPT, momentOf } from "./moments.js";

/** So many insights are known by name, and so much of each is kept between two pages. */
const KNOWN = 600;
const NEWS = 40;
const TROUBLES = 120;

/** What makes an electrode unheard, by the types of its percepts. */
const UNHEARD: ReadonlySet<string> = new Set([
  ...["gap", "settling", "no-signal", "flat", "saturation", "lead-off"],
  ...["artefact", "handling", "unheard"],
]);

/** What is jotted down between two pages. Plain JSON, never changed in place, bounded. */
export interface Notes {
  /** When the last page was told; at first, when the node first began. */
  readonly since: Seconds;
  readonly moments: readonly Moment[];
  readonly learnt: readonly Told[];
  readonly lost: readonly Told[];
  /** Insights that stood when the last page was told. */
  readonly known: readonly string[];
  /** What was told of electrodes that were not heard, the latest last. */
  readonly troubles: readonly (readonly [electrode: string, type: string, from: Seconds, until: Seconds])[];
}

const TOLD: z.ZodType<readonly Told[]> = z.array(z.object({ id: z.string(), sentence: z.string() }));
const RANGE = z.object({ from: z.number(), until: z.number() });

/** As the disk has it. */
export const NOTES: z.ZodType<Notes> = z.object({
  since: z.number(),
  moments: z.array(
    z.object({
      thread: z.string(),
      electrodes: z.array(z.string()),
      text: z.string(),
      from: z.number(),
      until: z.number(),
      salience: z.number(),
      raw: RANGE,
    } satisfies Record<keyof Moment, z.ZodType>),
  ),
  learnt: TOLD,
  lost: TOLD,
  known: z.array(z.string()),
  troubles: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])),
} satisfies Record<keyof Notes, z.ZodType>);

export function emptyNotes(since: Seconds, known: readonly string[] = []): Notes {
  return { since, moments: [], learnt: [], lost: [], known, troubles: [] };
}

/** With what happened. `latest`: the percept that was told last. */
export function noted(notes: Notes, event: NodeEvent, latest: Percept | undefined): Notes {
  switch (event.type) {
    case "thread":
      return withMoment(notes, event, latest);
    case "insight":
      return withInsight(notes, event);
    case "percept":
      return withTrouble(notes, event.percept);
    default:
      return notes;
  }
}

/** After a page: what it told is known. */
export function turned({ known, learnt, lost }: Notes, since: Seconds): Notes {
  const gone = new Set(lost.map(({ id }) => id));
  const ids = new Set([...known.filter((id) => !gone.has(id)), ...learnt.map(({ id }) => id)]);
  return emptyNotes(since, [...ids].slice(-KNOWN));
}

function withMoment(notes: Notes, event: NodeEvent & { type: "thread" }, latest: Percept | undefined): Notes {
  const { thread, change } = event;
  const known = notes.moments.find((one) => one.thread === thread.id);
  const others = notes.moments.filter((one) => one !== known);
  // What turned out to be part of another thread, or nothing in a person's eyes, is told no more.
  if (change === "merged" || thread.dismissed === true)
    return known === undefined || (change === "merged" && event.into === undefined)
      ? notes
      : { ...notes, moments: others };
  if (change === "frozen" || change === "culled") return notes;
  const next = momentOf(event, known, latest);
  return next === undefined ? notes : { ...notes, moments: bySalience([...others, next]).slice(0, KEPT) };
}

/** Facts are told in the table, day by day. */
function withInsight(notes: Notes, { insight, forgotten }: NodeEvent & { type: "insight" }): Notes {
  if (insight.kind === "fact") return notes;
  const { id, sentence } = insight;
  const isOther = (one: Told) => one.id !== id;
  const isKnown = notes.known.includes(id);
  const [learnt, lost] = [notes.learnt.filter(isOther), notes.lost.filter(isOther)];
  if (forgotten === true) return { ...notes, learnt, lost: isKnown ? [...lost, { id, sentence }].slice(-NEWS) : lost };
  return { ...notes, lost, learnt: isKnown ? learnt : [...learnt, { id, sentence }].slice(-NEWS) };
}

function withTrouble(notes: Notes, percept: Percept): Notes {
  const { type, at, data } = percept;
  if (!UNHEARD.has(type)) return notes;
  const from = at - (typeof data.duration_s === "number" ? data.duration_s : 0);
  const troubles = electrodesOf(percept).map((electrode) => [electrode, type, from, at] as const);
  return { ...notes, troubles: [...notes.troubles, ...troubles].slice(-TROUBLES) };
}
