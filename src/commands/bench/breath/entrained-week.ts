import { BreathClock } from "../../../breathing/breath-clock.js";
import { rhythmFor } from "../../../breathing/rhythms/rhythm-for.js";
import type { Breath } from "../../../domain/breath.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import { SimulatedClock } from "../../../ports/simulated-clock.js";
import { breathRing } from "../../../view/svg/breath-ring.js";
import { beatsOf, plantedField } from "./planted-field.js";

const WEEK = 7 * DAY;
const PERIOD = 41 * MINUTE;
const SETTINGS = {
  phases: { inhale: 120, hold: 60, exhale: 180, pause: 600 },
  rhythm: {
    kind: "entrained",
    spiral: { longest: HOUR },
    entrained: { shortestPeriod: 300, longestPeriod: DAY, longest: HOUR },
    staggered: { mostShift: 60 },
  },
} as const;

/** A week of one node: a field without a rhythm for a day, with one for five, which drifts by a tenth on the fourth, and without again. */
export async function entrainedWeek(seed: string): Promise<string> {
  const planted = {
    ...{ electrodes: 4, period: PERIOD, from: DAY, to: 6 * DAY, end: WEEK },
    ...{ jitter: 0.05, missed: 0.1, background: 0.25, drift: 0.1, driftFrom: 3.5 * DAY },
  };
  const onsets = plantedField(`${seed}/week`, planted);
  const clock = new SimulatedClock(0);
  const breaths: Breath[] = [];
  let heard = 0;
  const breath = new BreathClock({
    ...{ clock, rhythm: rhythmFor(SETTINGS), earlyExhaleEvery: 600 },
    entered: (begun) => {
      if (begun.phase !== "exhale") return void breaths.push(begun);
      const now = clock.now();
      for (; heard < onsets.length && onsets[heard]![1] <= now; heard++) {
        const [electrode, at] = onsets[heard]!;
        breath.hear({ kind: "life", electrode, at, cycle: begun.cycle });
      }
      breaths.push(breath.look() ?? begun);
    },
  });
  breath.start();
  await clock.run(new AbortController().signal, { until: WEEK });
  const during = beatsOf(planted);
  const before = Array.from({ length: Math.ceil(DAY / PERIOD) }, (_, i) => DAY - (i + 1) * PERIOD).reverse();
  const last = during.at(-1) ?? 0;
  const step = last - (during.at(-2) ?? 0);
  const after = Array.from({ length: Math.ceil((WEEK - last) / step) }, (_, i): Seconds => last + (i + 1) * step);
  return breathRing({
    title: "The breath of an entrained week",
    turns: [...before, ...during, ...after],
    breaths,
    onsets: onsets.map(([, at]) => at),
    sections: [
      { from: 0, text: "no rhythm" },
      { from: DAY, text: "41 min" },
      { from: 3.5 * DAY, text: "drifts to 45 min" },
      { from: 6 * DAY, text: "stops" },
    ],
  });
}
