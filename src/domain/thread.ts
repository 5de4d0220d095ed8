import type { Json } from "./percept.js";
import type { Seconds } from "./time.js";

export type ThreadStatus = "active" | "paused" | "frozen" | "complete";

/** What a blocked thread waits for. There is always a time-out: a thread that waits for ever would never end. */
export interface Waiting {
  /** `percept`: for a relevant one, at most `until`. `time`: until then, whatever comes. */
  readonly for: "percept" | "time";
  readonly until: Seconds;
}

/** A train of attention. It refers to percepts and does not own them: an expired reference returns nothing. */
export interface Thread {
  /** `t-<n>`, unique on the node for ever. */
  readonly id: string;
  /** What sort of train this is, e.g. `follow-burst`, `doubt-electrode`, `answer-operator`. */
  readonly kind: string;
  /** A sentence: `follow the burst on e2`. */
  readonly goal: string;
  /** What it is about: an electrode's name, `host`, `operator`. Percepts of the same subject are relevant. */
  readonly subject: string;
  readonly refs: readonly string[];
  readonly state: {
    readonly phase: string;
    /** Derived understanding; outlives the percepts it came from. */
    readonly context: Readonly<Record<string, Json>>;
    readonly nextStep: string;
  };
  /** 0 to 1, computed from references, relevance, importance and age. */
  readonly salience: number;
  readonly status: ThreadStatus;
  /** Given while the thread is blocked; it is paused then. */
  readonly waiting?: Waiting;
  readonly created: Seconds;
  /** When it last had the attention; at first, when it was born. */
  readonly lastActive: Seconds;
}
