import type { Reflex } from "../../domain/reflex.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import { setReflexState } from "../state/draft.js";
import { type ReflexState, reflexStateOf } from "../state/reflex-state.js";
import type { TimedPart } from "../state/timed-part.js";
import { rulebookOf } from "./rulebook.js";
import { firstAfter, lastUntil } from "./time-of-day.js";
import { LATE, SCHEDULE, timePercept } from "./time-percepts.js";

/**
 * Tells the daily reflexes that their time has come. One that was missed, because the node was off, is told once, late, however
 * often it was missed. Set back, the clock brings no time of day twice; set back by more than a day, it was wrong before.
 */
export const dailyReflexes: TimedPart = {
  dueAt(state, now, { reflexes }) {
    let due = Number.POSITIVE_INFINITY;
    for (const reflex of rulebookOf(reflexes).daily)
      due = Math.min(due, dueOf(reflex, reflexStateOf(state.reflexes, reflex.id), now));
    return due;
  },

  advance(draft, now, { reflexes }) {
    for (const reflex of rulebookOf(reflexes).daily) {
      const state = reflexStateOf(draft.reflexes, reflex.id);
      if (dueOf(reflex, state, now) > now) continue;
      const time = lastUntil(now, reflex.when.daily ?? []);
      const missed = hasBegun(state, now);
      setReflexState(draft, reflex.id, { ...state, done: missed ? time : now });
      if (!missed) continue;
      const data = { time: hourAndMinute(time), ...(now - time > LATE && { late: true }) };
      draft.intentions.push({ kind: "notice", noticed: timePercept(SCHEDULE, reflex.id, now, data) });
    }
  },
};

function dueOf(reflex: Reflex, state: ReflexState, now: Seconds): Seconds {
  if (!hasBegun(state, now)) return now;
  const times = reflex.when.daily ?? [];
  const last = lastUntil(now, times);
  return last > state.done ? last : firstAfter(Math.max(now, state.done), times);
}

/** A reflex that is new, or remembers a future that never came, begins with the next time of its day. */
function hasBegun(state: ReflexState, now: Seconds): state is ReflexState & { done: Seconds } {
  return state.done !== undefined && state.done <= now + DAY;
}

function hourAndMinute(at: Seconds): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${two((at % DAY) / HOUR)}:${two((at % HOUR) / MINUTE)}`;
}
