import type { Reflex } from "../../domain/reflex.js";
import { roundTime, type Seconds } from "../../domain/time.js";
import { setReflexState } from "../state/draft.js";
import { type ReflexState, reflexStateOf } from "../state/reflex-state.js";
import type { TimedPart } from "../state/timed-part.js";
import { rulebookOf } from "./rulebook.js";
import { isBetween, nextBetween } from "./time-of-day.js";
import { LATE, QUIET, timePercept } from "./time-percepts.js";

/**
 * Tells the reflexes that wait for quiet that it has lasted long enough: once, till the next percept comes that ends it. When the
 * node comes back later than another quiet of that length, it was away and cannot say that it was quiet: it begins to listen anew.
 */
export const quietReflexes: TimedPart = {
  dueAt(state, now, { reflexes }) {
    let due = Number.POSITIVE_INFINITY;
    for (const reflex of rulebookOf(reflexes).quiet)
      due = Math.min(due, dueOf(reflex, reflexStateOf(state.reflexes, reflex.id), now));
    return due;
  },

  advance(draft, now, { reflexes }) {
    for (const reflex of rulebookOf(reflexes).quiet) {
      const state = reflexStateOf(draft.reflexes, reflex.id);
      if (dueOf(reflex, state, now) > now) continue;
      const late = hasBegun(state, now) ? now - ripeAt(reflex, state.quiet.since) : Number.POSITIVE_INFINITY;
      const told = late <= lengthOf(reflex);
      const quiet = told ? { since: state.quiet?.since ?? now, told } : { since: now, told };
      setReflexState(draft, reflex.id, { ...state, quiet });
      if (!told) continue;
      const data = { quiet_s: roundTime(now - quiet.since), ...(late > LATE && { late: true }) };
      draft.intentions.push({ kind: "notice", noticed: timePercept(QUIET, reflex.id, now, data) });
    }
  },
};

type QuietState = ReflexState & { quiet: NonNullable<ReflexState["quiet"]> };

function dueOf(reflex: Reflex, state: ReflexState, now: Seconds): Seconds {
  if (!hasBegun(state, now)) return now;
  if (state.quiet.told) return Number.POSITIVE_INFINITY;
  const ripe = ripeAt(reflex, state.quiet.since);
  const { between } = reflex.when;
  return ripe <= now && between !== undefined && !isBetween(now, between) ? nextBetween(now, between) : ripe;
}

/** A reflex that is new, or heard something in a future that never came, begins to listen now. */
function hasBegun(state: ReflexState, now: Seconds): state is QuietState {
  return state.quiet !== undefined && state.quiet.since <= now;
}

/** When a quiet that began at `since` may be told. */
function ripeAt(reflex: Reflex, since: Seconds): Seconds {
  const { between } = reflex.when;
  const long = since + lengthOf(reflex);
  return between === undefined ? long : nextBetween(long, between);
}

function lengthOf(reflex: Reflex): Seconds {
  return reflex.when.quietFor ?? 0;
}
