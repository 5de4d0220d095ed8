import { nameFrom } from "../../../domain/electrode.js";
import { electrodeOf } from "../../../domain/percept-source.js";
import type { Seconds } from "../../../domain/time.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import { number } from "../../state/context.js";
import type { Lesson } from "../../state/lesson.js";
import type { Form } from "./form.js";

/** One thing follows another: `trains on e2 follow rain within 2 h`. Its evidence is counted where the two are seen. */
export const after: Form = {
  name: "after",
  learn(_, lesson) {
    const { form, support, against, ...data } = lesson.data;
    return {
      sentence: lesson.sentence,
      data: { form, ...data },
      support: number(support),
      against: number(against),
    };
  },
};

/** That `effect` came so often after `cause`, more than by chance. Both are written `source type`. */
export function afterLesson(
  cause: string,
  effect: string,
  within: Seconds,
  evidence: { readonly support: number; readonly against: number },
  words: InsightWords,
): Lesson {
  const [source = "", type = ""] = effect.split(" ");
  const electrode = electrodeOf(source) ?? source;
  return {
    id: nameFrom(`${electrode}-${type}-after-${cause}`, "after"),
    kind: "pattern",
    subject: electrode,
    sentence: words.after({ electrode, type, cause, within }),
    data: { form: "after", electrode, of: type, cause, within_s: within, ...evidence },
  };
}
