import type { Insight } from "../../domain/insight.js";
import type { Intention } from "../../domain/intention.js";
import type { Json, Percept } from "../../domain/percept.js";
import type { Thread, Waiting } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";

export type Context = Thread["state"]["context"];

/**
 * A percept that is at least so relevant to a thread is that thread's own: a frozen one thaws for it, a blocked one wakes.
 * A fainter relevance is a reference and no more.
 */
export const OWN = 0.5;

/** One way of following something: small, declarative, and without memory of its own (that is in the thread's context). */
export interface ThreadKind {
  readonly name: string;
  /** Would this kind begin a thread because of this percept? Asked only when no thread of the kind took it. */
  claims(percept: Percept, pool: readonly Percept[]): Founding | undefined;
  /** How much a percept matters to a thread of this kind, 0 (not at all) to 1. */
  relevance(percept: Percept, thread: Thread): number;
  /** What is understood with one more percept. The context stays when the percept has long expired. */
  gather(context: Context, percept: Percept): Context;
  /** One step, taken in a hold while the thread has the attention. */
  step(thread: Thread, now: Seconds): Step;
  /** What is worth keeping when the thread is culled. */
  learnt(thread: Thread): Lesson | undefined;
  /** While such a thread lives, arousal does not fall below this. */
  readonly keepsAwake?: number;
}

export interface Founding {
  readonly subject: string;
  /** A sentence: `follow the burst on e2`. */
  readonly goal: string;
  readonly nextStep: string;
  /** Earlier percepts of the pool that belong to it too, oldest first. */
  readonly earlier?: readonly Percept[];
}

export type Step = {
  readonly phase: string;
  readonly nextStep: string;
  readonly context?: Context;
  readonly intentions?: readonly Intention[];
} & (
  | { readonly outcome: "complete" }
  | { readonly outcome: "goes-on" }
  | { readonly outcome: "blocked"; readonly waiting: Waiting }
);

/** Learning the same id again strengthens the insight. */
export type Lesson = Pick<Insight, "id" | "kind" | "subject" | "sentence">;

/** The thread is at its end. */
export function done(phase: string, intentions: readonly Intention[] = []): Step {
  return { outcome: "complete", phase, nextStep: "nothing more", intentions };
}

/** Waits for something relevant, at most until `until`; whatever comes first, it takes a step then. */
export function wait(nextStep: string, until: Seconds): Step {
  return { outcome: "blocked", phase: "waiting", nextStep, waiting: { for: "percept", until } };
}

/** The electrode that a percept comes from, if it comes from one. */
export function electrodeOf(percept: Percept): string | undefined {
  return percept.source.startsWith("electrode/") ? percept.source.slice("electrode/".length) : undefined;
}

/** The electrodes that a percept is about: its own, those of a reading, that of what a reflex answered. */
export function electrodesOf(percept: Percept): readonly string[] {
  const own = electrodeOf(percept);
  if (own !== undefined) return [own];
  const about = percept.data.source;
  if (percept.source.startsWith("reflex/") && typeof about === "string" && about.startsWith("electrode/"))
    return [about.slice("electrode/".length)];
  return texts(percept.data.electrodes);
}

/** An electrode in the same medium without an organism: what it shows is not life. */
export function isControl(percept: Percept): boolean {
  return percept.tags.includes("control");
}

export function isRoutine(percept: Percept): boolean {
  return percept.tags.includes("routine");
}

// Contexts come back from disk: they are read as what they are, and as nothing where they are something else.

export function number(value: Json | undefined, otherwise = 0): number {
  return typeof value === "number" ? value : otherwise;
}

export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** How often each word was counted. */
export function tally(value: Json | undefined): Readonly<Record<string, number>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const counts: Record<string, number> = {};
  for (const [word, count] of Object.entries(value)) if (typeof count === "number") counts[word] = count;
  return counts;
}

export function counted(value: Json | undefined, word: string): Readonly<Record<string, number>> {
  const before = tally(value);
  return { ...before, [word]: (Object.hasOwn(before, word) ? (before[word] ?? 0) : 0) + 1 };
}

/** `2 artefacts, 1 gap` */
export function sayTally(value: Json | undefined): string {
  return Object.entries(tally(value))
    .map(([word, count]) => `${count} ${word}${count === 1 ? "" : "s"}`)
    .join(", ");
}
