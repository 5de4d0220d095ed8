import type { Seconds } from "../../domain/time.js";

/** What a rest costs at either depth: to boot once more, and watts while idle and while off. */
export interface DepthCosts {
  readonly bootJoules: number;
  readonly idleWatts: number;
  readonly offWatts: number;
}

/**
 * How long a rest must be so that switching the board off costs less than letting it idle: the joules of a boot against the watts that are
 * saved. Infinity where nothing is saved, or a figure is none: then it never pays.
 */
export function breakEven({ bootJoules, idleWatts, offWatts }: DepthCosts): Seconds {
  const saved = idleWatts - offWatts;
  return saved > 0 && bootJoules >= 0 ? bootJoules / saved : Number.POSITIVE_INFINITY;
}
