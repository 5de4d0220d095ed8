import { nameFrom } from "../../../domain/electrode.js";
import type { Lesson } from "../../state/lesson.js";

/** All types of an electrode's percepts. */
export const ANYTHING = "anything";

/** What the operator does not want to mind: `the operator dismisses drift on e2`. It is counted, and nothing else. */
export function dismissesLesson(electrode: string, type = ANYTHING): Lesson {
  return {
    id: nameFrom(`dismisses-${electrode}-${type}`, "dismisses"),
    kind: "preference",
    subject: electrode,
    sentence: `the operator dismisses ${type} on ${electrode}`,
    data: { form: "dismisses", electrode, type },
  };
}
