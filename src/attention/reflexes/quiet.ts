import type { Reflex } from "../../domain/reflex.js";
import { roundTime, type Seconds } from "../../domain/time.js";
import type { TimedPart } from "../timed-part.js";
import { memoryOf, type ReflexMemory } from "./memory.js";
import { remember } from "./remember.js";
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
      due = Math.min(due, dueOf(reflex, memoryOf(state.reflexes, reflex.id), now));
    return due;
  },

  pass(draft, now, { reflexes }) {
    for (const reflex of rulebookOf(reflexes).quiet) {
      const memory = memoryOf(draft.reflexes, reflex.id);
      if (dueOf(reflex, memory, now) > now) continue;
      const late = listens(memory, now) ? now - ripeAt(reflex, memory.quiet.since) : Number.POSITIVE_INFINITY;
      const told = late <= lengthOf(reflex);
      const quiet = told ? { since: memory.quiet?.since ?? now, told } : { since: now, told };
      remember(draft, reflex.id, { ...memory, quiet });
      if (!told) continue;
      const data = { quiet_s: roundTime(now - quiet.since), ...(late > LATE && { late: true }) };
      draft.intentions.push({ kind: "notice", noticed: timePercept(QUIET, reflex.id, now, data) });
    }
  },
};

type Listening = ReflexMemory & { quiet: NonNullable<ReflexMemory["quiet"]> };

function dueOf(reflex: Reflex, memory: ReflexMemory, now: Seconds): Seconds {
  if (!listens(memory, now)) return now;
  if (memory.quiet.told) return Number.POSITIVE_INFINITY;
  const ripe = ripeAt(reflex, memory.quiet.since);
  const { between } = reflex.when;
  return ripe <= now && between !== undefined && !isBetween(now, between) ? nextBetween(now, between) : ripe;
}

/** A reflex that is new, or heard something in a future that never came, begins to listen now. */
function listens(memory: ReflexMemory, now: Seconds): memory is Listening {
  return memory.quiet !== undefined && memory.quiet.since <= now;
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
