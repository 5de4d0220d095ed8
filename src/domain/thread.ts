import type { Json } from "./percept.js";
import type { PerceptSource } from "./percept-source.js";
import type { Seconds } from "./time.js";

export type ThreadStatus = "active" | "paused" | "frozen" | "complete";

/** What a blocked thread waits for. There is always a time-out: a thread that waits for ever would never end. */
export interface Waiting {
  /**
   * `percept`: for one that is its own. `time`: until then, whatever comes. `phase`: for a phase of the breath. `reply`: for what
   * somebody that was asked says (an operator, a neighbour). `model`: for a reading.
   */
  readonly for: "percept" | "time" | "phase" | "reply" | "model";
  /** Which phase, or whose reply (a percept source: `operator`, `neighbour/oak`). */
  readonly name?: string;
  readonly until: Seconds;
  /** It came, or the time ran out: the thread may go on as soon as nothing calls louder. */
  readonly over?: true;
}

/** That a percept matters to a thread, how much, and why. The percept may be gone: then this points to nothing. */
export interface Reference {
  readonly percept: string;
  /** 0 to 1: `parts` as a noisy-or. */
  readonly relevance: number;
  readonly parts: RelevanceParts;
}

/** Each 0 to 1. */
export interface RelevanceParts {
  /** What the rules of the thread's kind say. */
  readonly rule: number;
  /** Near in time, on the same electrode, of the same glyphs. */
  readonly near?: number;
  /** Alike in the Spiralformer's embedding. */
  readonly reading?: number;
}

/** Why a thread is as salient as it is: `salience = age · habituation · (1 − ∏ (1 − boost))`. */
export interface SalienceParts {
  /** The strongest first. */
  readonly boosts: readonly Boost[];
  /** 1 while it has the attention; falls while it is left. */
  readonly age: number;
  /** 1 for what is new; falls for what comes again and again and never mattered. */
  readonly habituation: number;
}

/** What speaks for a thread. */
export interface Boost {
  readonly by: PerceptSource | "surprise";
  /** 0 to 1. */
  readonly boost: number;
}

/** A train of attention. It refers to percepts and does not own them: an expired reference returns nothing. */
export interface Thread {
  /** `t-<n>`, unique on the node for ever. */
  readonly id: string;
  /** What sort of train this is, e.g. `follow-burst`, `doubt-electrode`, `answer-operator`. */
  readonly kind: string;
  /** A sentence: `follow the burst on e2`. */
  readonly goal: string;
  /** What it is about: an electrode's name, `grove`, `host`, `operator`. Percepts of the same subject are relevant. */
  readonly subject: string;
  /** Other subjects, of threads that were merged into it. */
  readonly also?: readonly string[];
  readonly refs: readonly Reference[];
  readonly state: {
    readonly phase: string;
    /** Derived understanding; outlives the percepts it came from. */
    readonly context: Readonly<Record<string, Json>>;
    readonly nextStep: string;
  };
  /** 0 to 1, computed from references, relevance, importance, habituation and age. */
  readonly salience: number;
  readonly why: SalienceParts;
  readonly status: ThreadStatus;
  /** Given while the thread is blocked; it is paused then. */
  readonly waiting?: Waiting;
  /** When it should be done (dark, an empty battery, the end of a command's time); the nearer, the more pressing. */
  readonly deadline?: Seconds;
  /** It led to something: an action, or a person's word. What never does is got used to. */
  readonly mattered?: true;
  /** A person called it nothing: it teaches no more than that. */
  readonly dismissed?: true;
  /** Threads that turned out to be this one. */
  readonly merged?: readonly { readonly id: string; readonly goal: string }[];
  readonly created: Seconds;
  /** When it last had the attention; at first, when it was born. */
  readonly lastActive: Seconds;
}
