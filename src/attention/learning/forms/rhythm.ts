import type { Seconds } from "../../../domain/time.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import { number } from "../../state/context.js";
import type { Lesson } from "../../state/lesson.js";
import { type Form, learnValue } from "./form.js";

/** A period this near is the same rhythm. */
const NEAR = 0.2;

/** An electrode has a beat: `e2 spikes every 41 min, give or take 5 min`. */
export const rhythm: Form = {
  name: "rhythm",
  learn(before, lesson, words) {
    const { electrode, period_s, spread_s } = lesson.data;
    const known = before === undefined ? undefined : number(before.data.period_s);
    const spread = lesson.against && before !== undefined ? number(before.data.spread_s) : number(spread_s);
    const say = (period: Seconds) => saidOf(String(electrode), period, spread, words);
    return learnValue(before, lesson, { value: number(period_s), known, near: NEAR, say });
  },
};

/** That so many beats came at this period. */
export function rhythmLesson(
  electrode: string,
  period: Seconds,
  spread: Seconds,
  weight: number,
  words: InsightWords,
): Lesson {
  return {
    id: `${electrode}-rhythm`,
    kind: "pattern",
    subject: electrode,
    weight,
    ...saidOf(electrode, period, spread, words),
  };
}

function saidOf(electrode: string, period: Seconds, spread: Seconds, words: InsightWords) {
  const [period_s, spread_s] = [Math.round(period), Math.round(spread)];
  return {
    sentence: words.rhythm({ electrode, period: period_s, spread: spread_s }),
    data: { form: "rhythm", electrode, period_s, spread_s },
  };
}
