import { HOUR, type Seconds } from "../../../domain/time.js";
import { type DayMeasured, type Diary, FORTNIGHT, type Listening } from "../../state/diary.js";
import { dayOf, hourOf, sharesOf } from "../diary/listening.js";
import { pageDayBegins } from "../diary/page-day.js";

/** So much of a day must be heard before it says anything of a rate. */
const HEARD: Seconds = 6 * HOUR;
/** So many heights make a mean. */
const HEIGHTS = 3;
/** A shape that so many of the spikes have is the electrode's own. */
const DOMINANT = 0.6;

/** What was measured on an electrode in a day. */
export interface Measured {
  readonly heard: Seconds;
  readonly spikes: number;
  /** Means; absent where too little was measured. */
  readonly rate?: number;
  readonly amplitude?: number;
  readonly level?: number;
}

/** A day (`page-day.ts`), as far as it has come by `to`. */
export function measuredOn({ measures, listening }: Diary, day: number, to: Seconds, morning: Seconds): Measured {
  const sums = measures.find((one) => one.day === day);
  const from = pageDayBegins(day, morning);
  const heard = heardWithin(listening, from, Math.min(to, pageDayBegins(day + 1, morning)));
  const { spikes = 0, heights = 0, height = 0, levels = 0, level = 0 } = sums ?? {};
  return {
    ...{ heard, spikes },
    ...(heard >= HEARD && { rate: (spikes / heard) * HOUR }),
    ...(heights >= HEIGHTS && { amplitude: height / heights }),
    ...(levels > 0 && { level: level / levels }),
  };
}

/** The fourteen days before one, the latest last. */
export function daysBefore(day: number): readonly number[] {
  return Array.from({ length: FORTNIGHT }, (_, index) => day - FORTNIGHT + index);
}

/** How much of a time was heard, as finely as the diary has it: ninths of hours. */
export function heardWithin(listening: Listening, from: Seconds, to: Seconds): Seconds {
  let heard = 0;
  for (const one of listening.days) {
    const shares = sharesOf(one);
    for (const [hour, share] of shares.entries()) {
      const begin = (one.day * 24 + hour) * HOUR;
      heard += share * Math.max(0, Math.min(to, begin + HOUR) - Math.max(from, begin));
    }
  }
  const open = (dayOf(listening.to) * 24 + hourOf(listening.to)) * HOUR;
  return open >= from && open < to ? heard + listening.hour : heard;
}

/** The shape that most spikes of these days have, of at least so many. */
export function shapeOf(days: readonly DayMeasured[], fewest: number): string | undefined {
  const counts: Record<string, number> = {};
  let spikes = 0;
  for (const day of days) {
    spikes += day.spikes;
    for (const [shape, times] of Object.entries(day.shapes)) counts[shape] = (counts[shape] ?? 0) + times;
  }
  if (spikes < fewest) return undefined;
  return Object.entries(counts).find(([, times]) => times >= DOMINANT * spikes)?.[0];
}
