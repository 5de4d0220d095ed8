import type { Insight } from "../../../domain/insight.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import type { Lesson } from "../../state/lesson.js";

/** What an insight knows. */
export type InsightContent = Pick<Insight, "sentence" | "data" | "support" | "against">;

/** What one shape of insight does with a lesson. It has no memory of its own: that is in the insight's data. */
export interface Form {
  readonly name: string;
  /** What is known after one more lesson. `before` has support and against of zero where it is the first. */
  learn(before: InsightContent | undefined, lesson: Lesson, words: InsightWords): InsightContent;
  /** The sentence, data and evidence when all that was counted is worth only this share. Evidence itself fades by itself. */
  fade?(data: Insight["data"], share: number): Insight["data"];
}

/** How much a lesson weighs, in sightings. */
export function weightOf({ weight }: Lesson): number {
  return weight ?? 1;
}

/** Counted for, or against, and nothing else changes but the words. */
export function countLesson(before: InsightContent | undefined, lesson: Lesson): InsightContent {
  const weight = weightOf(lesson);
  return {
    sentence: lesson.sentence,
    data: lesson.data,
    support: (before?.support ?? 0) + (lesson.against ? 0 : weight),
    against: (before?.against ?? 0) + (lesson.against ? weight : 0),
  };
}

/**
 * One more value of a number. Near what is known it is evidence for that, which moves a little towards it; elsewhere it is evidence
 * against. When more speaks against it than for it, the new value is what is known.
 */
export function learnValue(
  before: InsightContent | undefined,
  lesson: Lesson,
  { value, known, near, say }: LearntValue,
): InsightContent {
  const weight = weightOf(lesson);
  const first = { ...say(value), support: weight, against: 0 };
  if (before === undefined || known === undefined) return first;
  if (lesson.against) return { ...before, against: before.against + weight };
  if (Math.abs(value - known) <= near * Math.abs(known)) {
    const moved = known + (value - known) * (weight / (before.support + weight));
    return { ...say(moved), support: before.support + weight, against: before.against };
  }
  const against = before.against + weight;
  return against > before.support ? first : { ...before, against };
}

interface LearntValue {
  readonly value: number;
  /** What the insight says so far. */
  readonly known: number | undefined;
  /** So far off, as a share, is still the same. */
  readonly near: number;
  readonly say: (value: number) => Pick<InsightContent, "sentence" | "data">;
}
