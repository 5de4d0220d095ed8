import { nameFrom } from "../../../domain/electrode.js";
import type { Seconds } from "../../../domain/time.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import { texts } from "../../state/context.js";
import type { Lesson } from "../../state/lesson.js";
import { countLesson, type Form } from "./form.js";

/** The last so many times are kept; what is told is their median. */
const REMEMBERED = 9;

/** A wave has a way: `a wave takes 90 s from e1 by e2, e3 to e4`. */
export const wave: Form = {
  name: "wave",
  learn(before, lesson, words) {
    const known = countLesson(before, lesson);
    if (lesson.against && before !== undefined) return { ...before, against: known.against };
    const way = texts(lesson.data.way);
    const took = [...numbers(before?.data.took), ...numbers(lesson.data.took)].slice(-REMEMBERED);
    return { ...known, ...saidOf(way, took, words) };
  },
};

/** That a wave went this way in so long. */
export function waveLesson(way: readonly string[], took: Seconds, words: InsightWords): Lesson {
  const id = nameFrom(`wave-${way.join("-")}`, "wave");
  return { id, kind: "pattern", subject: "grove", ...saidOf(way, [took], words) };
}

function saidOf(way: readonly string[], took: readonly Seconds[], words: InsightWords) {
  const sorted = [...took].sort((a, b) => a - b);
  const takes_s = Math.round(sorted[sorted.length >> 1] ?? 0);
  return {
    sentence: words.wave({ way, takes: takes_s }),
    data: { form: "wave", way, takes_s, took: took.map(Math.round) },
  };
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}
