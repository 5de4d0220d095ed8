import type { Reading } from "../../domain/reading.js";
import type { Seconds } from "../../domain/time.js";

type DecidedReading = Pick<Reading, "start" | "decided" | "confidence">;

/**
 * Where the stretch of `span` seconds begins in which most was read, with as much time before its first reading as after its last. Of
 * equals it is the surest. Undefined where nothing was read.
 */
export function mostRead(
  readings: readonly DecidedReading[],
  span: Seconds,
  start: Seconds,
  end: Seconds,
): Seconds | undefined {
  const sorted = readings.toSorted((a, b) => a.start - b.start);
  let best: { count: number; sure: number; middle: Seconds } | undefined;
  for (const [i, first] of sorted.entries()) {
    const inside = sorted.slice(i).filter(({ decided }) => decided <= first.start + span);
    const last = inside.reduce((latest, { decided }) => Math.max(latest, decided), first.start);
    const sure = inside.reduce((sum, { confidence }) => sum + confidence, 0);
    const better =
      best === undefined || inside.length > best.count || (inside.length === best.count && sure > best.sure);
    if (better) best = { count: inside.length, sure, middle: (first.start + last) / 2 };
  }
  return best && Math.max(start, Math.min(best.middle - span / 2, end - span));
}
