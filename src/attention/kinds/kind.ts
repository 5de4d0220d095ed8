import type { Intention } from "../../domain/intention.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread, Waiting } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import type { Lesson } from "../state/lesson.js";

export type Context = Thread["state"]["context"];

/**
 * A percept that is at least so relevant to a thread is that thread's own: a frozen one thaws for it, a blocked one wakes.
 * A fainter relevance is a reference and no more.
 */
export const OWN = 0.5;

/** One way of following something: small, declarative, and without memory of its own (that is in the thread's context). */
export interface ThreadKind {
  readonly name: string;
  /**
   * Would this kind begin a thread because of this percept? Asked only when no thread of the kind took it. The pool is large:
   * look back with `recent`, not through all of it.
   */
  propose(percept: Percept, pool: readonly Percept[], words: Catalogue): ThreadProposal | undefined;
  /** The rule: how much a percept matters to a thread of this kind, 0 (not at all) to 1. Nearness and readings come on top. */
  relevance(percept: Percept, thread: Thread): number;
  /** What is understood with one more percept that the rule lets in. The context stays when the percept has long expired. */
  updateContext(context: Context, percept: Percept): Context;
  /** What cannot wait for a hold: wanted in the pass of the percept that made the thread worth it. */
  atOnce?(thread: Thread, words: Catalogue): Urgent | undefined;
  /** One step, taken in a hold while the thread has the attention. */
  step(thread: Thread, now: Seconds, words: Catalogue): ThreadStep;
  /** What is worth keeping when the thread is culled. */
  lessons(thread: Thread, words: Catalogue): readonly Lesson[];
  /**
   * Are two live threads, one of them of this kind, the same thing? 0 (never) to 1; undefined leaves it to what they refer to.
   * Threads of two kinds are one only where a kind says so.
   */
  related?(one: Thread, other: Thread): number | undefined;
  /** What is understood when two threads of this kind are one. Else theirs is kept beside ours, under `merged`. */
  merge?(ours: Context, theirs: Context): Context;
  /** While such a thread lives somebody waits: 0 to 1, how much. */
  readonly keepsAwake?: number;
}

export interface Urgent {
  readonly context: Context;
  readonly intentions: readonly StepIntention[];
}

export interface ThreadProposal {
  readonly subject: string;
  /** A sentence: `follow the burst on e2`. */
  readonly goal: string;
  readonly nextStep: string;
  /** Earlier percepts of the pool that belong to it too, oldest first. */
  readonly earlier?: readonly Percept[];
  /** It has its turn when nothing calls louder, however faint it is: something has to be seen to. */
  readonly due?: boolean;
  /** When it should be done: it presses as that comes near, and ends then. */
  readonly deadline?: Seconds;
}

/** What a step may want done. It may not speak for reflexes or for other threads. */
export type StepIntention = Extract<
  Intention,
  { kind: "notice" | "breath" | "listen" | "read" | "ask-neighbours" | "say" }
>;

export type ThreadStep = {
  readonly phase: string;
  readonly nextStep: string;
  readonly context?: Context;
  /** A new deadline. */
  readonly deadline?: Seconds;
  readonly intentions?: readonly StepIntention[];
} & (
  | { readonly outcome: "complete" }
  | { readonly outcome: "goes-on" }
  | { readonly outcome: "blocked"; readonly waiting: Waiting }
);

/** The thread is at its end. */
export function done(phase: string, { threads }: Catalogue): ThreadStep {
  return { outcome: "complete", phase, nextStep: threads.nothingMore };
}

/** Waits for something relevant, at most until `until`; whatever comes first, it takes a step then. */
export function wait(nextStep: string, until: Seconds, words: Catalogue): ThreadStep {
  return waitFor({ for: "percept", until }, nextStep, words);
}

/**
 * Waits for what `waiting` says. What has to be done so that it can come (`read` for a reading, `ask-neighbours` for a reply) is an
 * intention of the step.
 */
export function waitFor(waiting: Waiting, nextStep: string, { threads }: Catalogue): ThreadStep {
  return { outcome: "blocked", phase: threads.phase.waiting, nextStep, waiting };
}

/** Is the thread about this, itself or by a thread that was merged into it? */
export function concerns(thread: Thread, subject: string): boolean {
  return thread.subject === subject || (thread.also?.includes(subject) ?? false);
}
