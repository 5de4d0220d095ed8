import { countLesson, type Form } from "./form.js";
import { usual } from "./usual.js";

const FORMS: ReadonlyMap<string, Form> = new Map(usual.map((form) => [form.name, form]));

/** Corrections, preferences, and what kinds of threads tell in words of their own are counted, and nothing else. */
const COUNTED: Form = { name: "counted", learn: countLesson };

export function formOf(name: string): Form {
  return FORMS.get(name) ?? COUNTED;
}
