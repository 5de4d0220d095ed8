import type { Insight } from "./insight.js";
import type { Noticed, Percept } from "./percept.js";
import type { Action } from "./reflex.js";
import type { Thread } from "./thread.js";

/** What happened to a thread, in the word that is told outside. */
export type ThreadChange =
  | "created"
  | "referred"
  | "activated"
  | "paused"
  | "frozen"
  | "thawed"
  | "completed"
  | "culled";

/**
 * What attention wants done. It decides and touches nothing: the node carries intentions out, and what must go back to an
 * earlier room (an awareness, an early inhale) goes this way and no other.
 */
export type Intention =
  | { readonly kind: "act"; readonly reflex: string; readonly action: Action; readonly percept: Percept }
  | { readonly kind: "notice"; readonly noticed: Noticed }
  | { readonly kind: "thread"; readonly change: ThreadChange; readonly thread: Thread; readonly percept?: string }
  /** Learnt, strengthened or, when `forgotten`, let go. */
  | { readonly kind: "insight"; readonly insight: Insight; readonly forgotten?: true }
  | { readonly kind: "breath"; readonly call: "gasp" | "exhale"; readonly reason: string };
