import { DAY, type Seconds } from "../../../src/domain/time.js";
import { AHEAD } from "./stamps.js";

/** How fast rows come, as far as the first stamps tell. */
export interface Pace {
  /** Rows a second; undefined where there is no telling. */
  readonly rate: number | undefined;
  /** From one stamp to the next. */
  readonly step: Seconds;
  /** Rows that share a stamp; 1 where each has its own. */
  readonly rowsAStamp: number;
  /** The first stamp that others agree with, by its index: those before it are no times of this recording. */
  readonly first: number;
  /** The first stamp of a clock that was not set before, by its index; undefined where there is no such. */
  readonly setAt: number | undefined;
}

/** Of rows, so many share a stamp with the one before where stamps are too coarse. */
const COARSE = 0.2;
/** Rows further apart are none of one recording. */
const LONGEST_STEP = 366 * DAY;

/** @param stamps of the first rows that have one, in their order */
export function paceOf(stamps: readonly Seconds[]): Pace {
  let same = 0;
  const steps: Seconds[] = [];
  const runs: number[] = [];
  let run = 1;
  for (let i = 1; i < stamps.length; i++) {
    const step = stamps[i]! - stamps[i - 1]!;
    if (step > 0 && step < LONGEST_STEP) steps.push(step);
    if (step === 0) {
      same++;
      run++;
    } else {
      runs.push(run);
      run = 1;
    }
  }
  runs.push(run);
  const step = median(steps);
  const coarse = same >= 2 && same > COARSE * (stamps.length - 1) && steps.length > 0;
  // The first run and the last may be cut off.
  const whole = runs.slice(1, -1);
  const rows = coarse
    ? whole.length > 0
      ? whole.reduce((sum, each) => sum + each, 0) / whole.length
      : Math.max(...runs)
    : 1;
  const rate = step === undefined ? undefined : Number((rows / step).toPrecision(6));
  return { rate, step: step ?? 1, rowsAStamp: Math.round(rows), ...beginOf(stamps, step ?? 1) };
}

function beginOf(stamps: readonly Seconds[], step: Seconds): Pick<Pace, "first" | "setAt"> {
  const near = Math.max(DAY, 2 * AHEAD * step);
  const agrees = (stamp: Seconds, i: number) =>
    stamps.slice(i + 1, i + 1 + AHEAD).some((next) => next !== stamp && Math.abs(next - stamp) < near);
  const first = Math.max(0, stamps.findIndex(agrees));
  const setAt = stamps.findIndex((stamp, i) => i > first && stamp - stamps[i - 1]! > LONGEST_STEP && agrees(stamp, i));
  return { first, setAt: setAt < 0 ? undefined : setAt };
}

function median(values: Seconds[]): Seconds | undefined {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
