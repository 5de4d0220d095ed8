import type { Insight } from "./insight.js";
import type { Noticed, Percept } from "./percept.js";
import type { Action } from "./reflex.js";
import type { Thread } from "./thread.js";
import type { Seconds } from "./time.js";

/** What happened to a thread, in the word that is told outside. */
export type ThreadChange =
  | "created"
  | "referred"
  | "activated"
  | "paused"
  | "unblocked"
  | "frozen"
  | "thawed"
  | "merged"
  | "completed"
  | "culled";

/**
 * What attention wants done. It decides and touches nothing: the node carries intentions out, and what must go back to an
 * earlier room (an awareness, an early inhale) goes this way and no other.
 */
export type Intention =
  | { readonly kind: "act"; readonly reflex: string; readonly action: Action; readonly percept: Percept }
  | { readonly kind: "notice"; readonly noticed: Noticed }
  /** `into`: of a merged thread, the one that it is now part of. */
  | {
      readonly kind: "thread";
      readonly change: ThreadChange;
      readonly thread: Thread;
      readonly percept?: string;
      readonly into?: string;
    }
  /** Learnt, strengthened, contradicted or, when `forgotten`, let go. */
  | { readonly kind: "insight"; readonly insight: Insight; readonly forgotten?: true }
  | { readonly kind: "breath"; readonly call: "gasp" | "exhale"; readonly reason: string }
  /** Hear an electrode through its rests, for so long. */
  | { readonly kind: "listen"; readonly electrode: string; readonly seconds: Seconds; readonly reason: string }
  /** Let the Spiralformer read what these electrodes say now. Its reading comes as a percept, if it comes. */
  | { readonly kind: "read"; readonly electrodes: readonly string[]; readonly reason: string }
  /** Ask the neighbours to listen too. What they tell comes as percepts of `neighbour/<id>`. */
  | { readonly kind: "ask-neighbours"; readonly seconds: Seconds; readonly reason: string }
  /** Tell people, in a sentence, on `voice/<line>`. `about`: which electrodes, if it is about some. */
  | { readonly kind: "say"; readonly line: string; readonly text: string; readonly about?: readonly string[] };
