import { confidenceOf, type Insight } from "../../../domain/insight.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import { BEAT, MORNING, TRUE_OF, type Truth } from "./worlds.js";

/** A pattern that was told in a simulated month. */
export interface Told {
  readonly at: Seconds;
  readonly data: Insight["data"];
  readonly confidence: number;
}

export interface Month {
  readonly days: number;
  readonly told: readonly Told[];
}

/** As much of an insight as counts. */
export function toldOf(insight: Insight, at: Seconds): Told {
  return { at, data: insight.data, confidence: confidenceOf(insight) };
}

/** What months of one kind came to. `found`: the share in which the truth itself was told by then. */
export function score(truth: Truth, months: readonly Month[]) {
  const days = months.reduce((sum, month) => sum + month.days, 0);
  const all = months.flatMap(({ told }) => told);
  const wrong = all.filter(({ data }) => !isTrue(truth, data));
  const sure = all.filter(({ confidence }) => confidence >= 0.95);
  const foundBy = (day: number) =>
    months.filter(({ told }) => told.some(({ at, data }) => at <= day * DAY && isTheTruth(truth, data))).length;
  return {
    months: months.length,
    false_a_month: round((wrong.length * 30) / days),
    false_forms: tally(wrong.map(({ data }) => data.form)),
    worst_month: Math.max(...months.map(({ told }) => told.filter(({ data }) => !isTrue(truth, data)).length)),
    told_at_95: sure.length,
    true_of_those: round(sure.filter(({ data }) => isTrue(truth, data)).length / Math.max(1, sure.length)),
    ...(truth !== "nothing" && {
      found_by_day_12: round(foundBy(12) / months.length),
      found_by_day_30: round(foundBy(30) / months.length),
    }),
  };
}

/** Is it the whole of what was planted? */
export function isTheTruth(truth: Truth, data: Insight["data"]): boolean {
  return isTrue(truth, data) && (data.form !== "after" || !truth.endsWith("wave"));
}

/** Is it so? A part of the truth is true: two electrodes of the wave at their delay. */
function isTrue(truth: Truth, data: Insight["data"]): boolean {
  switch (truth) {
    case "nothing":
      return false;
    case "mornings":
    case "half-mornings": {
      const [from, to] = [Number(data.from) * HOUR, Number(data.to) * HOUR];
      const common = Math.min(to, MORNING.to) - Math.max(from, MORNING.from);
      return data.form === "hours" && data.electrode === TRUE_OF.mornings && common >= (to - from) / 2;
    }
    case "beat":
      return data.form === "rhythm" && data.electrode === TRUE_OF.beat && near(Number(data.period_s), BEAT, 0.08);
    default: {
      const electrodes = Array.isArray(data.electrodes) ? data.electrodes.map(String) : [];
      const delays = Array.isArray(data.delays_s) ? data.delays_s.map(Number) : [0, Number(data.delay_s)];
      const times = electrodes.map((electrode) => TRUE_OF.delays[TRUE_OF.wave.indexOf(electrode)] ?? Number.NaN);
      return times.length > 1 && times.every((at, index) => near(delays[index]!, at - times[0]!, 0.12));
    }
  }
}

function near(value: number, truth: number, share: number): boolean {
  return Math.abs(value - truth) <= Math.max(MINUTE, share * truth);
}

function tally(forms: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const form of forms) counts[form] = (counts[form] ?? 0) + 1;
  return counts;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
