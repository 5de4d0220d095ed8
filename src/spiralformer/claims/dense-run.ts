import type { Seconds } from "../../domain/time.js";

/** Onsets no further apart than this are of one run. */
const DENSE: Seconds = 45;

/** The longest run of these times, given in order, in which none is far behind the one before. */
export function longestDenseRun(times: readonly Seconds[]): readonly Seconds[] {
  let best: readonly Seconds[] = [];
  let begin = 0;
  for (let end = 1; end <= times.length; end++) {
    if (end < times.length && times[end]! - times[end - 1]! <= DENSE) continue;
    if (end - begin > best.length) best = times.slice(begin, end);
    begin = end;
  }
  return best;
}
