import { nameFrom } from "../../../domain/electrode.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import type { Lesson } from "../../state/lesson.js";

/** All types of an electrode's percepts. */
export const ANYTHING = "anything";

/** What the operator does not want to mind: `the operator dismisses drift on e2`. It is counted, and nothing else. */
export function dismissesLesson(electrode: string, type: string | undefined, words: InsightWords): Lesson {
  return {
    id: nameFrom(`dismisses-${electrode}-${type ?? ANYTHING}`, "dismisses"),
    kind: "preference",
    subject: electrode,
    sentence: words.dismisses({ electrode, type }),
    data: { form: "dismisses", electrode, type: type ?? ANYTHING },
  };
}
