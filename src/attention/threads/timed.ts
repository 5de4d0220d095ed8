import type { TimedPart } from "../state/timed-part.js";
import { select } from "./selection.js";
import { nextTimeOut, timeOut } from "./time-out.js";

/** Waits that run out and deadlines that come, to the second: a thread must not wait for the next percept to be told so. */
export const timedThreads: TimedPart = {
  advance(draft, now, { settings }) {
    timeOut(draft, now, settings);
    select(draft, now, settings);
  },
  dueAt: (state) => nextTimeOut(state),
};
