import { nameFrom } from "../../../domain/electrode.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import type { Lesson } from "../../state/lesson.js";

/** What was called one thing was another: `what looks like a burst on e2 was handling`. It is counted, and nothing else. */
export function wasLesson(electrode: string, called: string, was: string, words: InsightWords): Lesson {
  return {
    id: nameFrom(`${electrode}-${called}-was-${was}`, "was"),
    kind: "correction",
    subject: electrode,
    sentence: words.was({ electrode, called, was }),
    data: { form: "was", electrode, called, was },
  };
}
