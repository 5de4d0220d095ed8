import type { Percept } from "../../domain/percept.js";
import type { Trigger } from "../../domain/reflex.js";
import type { Seconds } from "../../domain/time.js";
import type { ReflexState } from "../state/reflex-state.js";

type CountState = Pick<ReflexState, "recent" | "sources">;

export interface Counted {
  /** Did so many come within so long, this one included? */
  readonly enough: boolean;
  /** The matches to be remembered: never more than are counted. */
  readonly kept: CountState;
  /** What is remembered when a count begins anew. */
  readonly none: CountState;
}

const UNCOUNTED: Counted = { enough: true, kept: { recent: [] }, none: { recent: [] } };

/** One match more. Where sources are counted, each counts once, with its newest match. */
export function countedWith(state: ReflexState, percept: Percept, count: Trigger["count"]): Counted {
  if (count === undefined) return UNCOUNTED;
  const { atLeast, within, of } = count;
  const { at, source } = percept;
  const recent: Seconds[] = [];
  const sources: string[] = [];
  for (const [i, time] of state.recent.entries()) {
    const whose = state.sources?.[i] ?? "";
    // Both ways: after the clock was set back, what was counted in the future counts no more.
    if (Math.abs(at - time) > within || (of === "sources" && whose === source)) continue;
    recent.push(time);
    sources.push(whose);
  }
  const kept = {
    recent: [...recent, at].slice(-atLeast),
    ...(of === "sources" && { sources: [...sources, source].slice(-atLeast) }),
  };
  return {
    enough: kept.recent.length >= atLeast,
    kept,
    none: { recent: [], ...(of === "sources" && { sources: [] }) },
  };
}
