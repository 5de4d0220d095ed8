import type { Json, Noticed } from "../../domain/percept.js";
import { MINUTE, type Seconds } from "../../domain/time.js";

/** The clock's percepts: what time brings comes to the reflexes like everything else. */
export const CLOCK = "clock";
export const SCHEDULE = "schedule";
export const QUIET = "quiet";

/** What comes later than this after its time says so. */
export const LATE: Seconds = MINUTE;

/** Nothing urges in them; the reflex says what it makes of it. */
const INTENSITY = 0.1;

/** Time has come for a reflex. */
export function timePercept(
  type: typeof SCHEDULE | typeof QUIET,
  reflex: string,
  at: Seconds,
  data: Readonly<Record<string, Json>>,
): Noticed {
  return { source: CLOCK, type, intensity: INTENSITY, at, tags: ["routine"], data: { reflex, ...data } };
}
