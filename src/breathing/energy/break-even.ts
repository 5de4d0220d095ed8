import type { BoardPower } from "../../domain/board-power.js";
import type { Seconds } from "../../domain/time.js";

/**
 * How long a rest must be for the board to save energy by being off: the joules of the way down and up again, against the watts saved
 * meanwhile. Infinite where nothing is saved, or a figure is missing or makes no sense: what nobody knows is not worth a power cut.
 */
export function breakEven({ bootJoules, idleWatts, offWatts }: BoardPower): Seconds {
  if (bootJoules === undefined || idleWatts === undefined || offWatts === undefined) return Number.POSITIVE_INFINITY;
  const saved = idleWatts - offWatts;
  const sound = [bootJoules, offWatts, saved].every((figure) => Number.isFinite(figure) && figure >= 0);
  return sound && saved > 0 ? bootJoules / saved : Number.POSITIVE_INFINITY;
}
