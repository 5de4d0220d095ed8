import { nameFrom } from "../../../domain/electrode.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import { number } from "../../state/context.js";
import type { Lesson } from "../../state/lesson.js";
import { type Form, learnValue } from "./form.js";

/** A mean this near is the same fact. */
const NEAR = 0.25;

/** What is measured of an electrode. */
const FACTS = ["rate", "amplitude", "level", "noise", "hum", "drift"] as const;

const UNITS: Readonly<Record<string, string>> = { rate: "1/h", drift: "mV/min" };

/** A number that an electrode keeps: how often it spikes, the size of its spikes, its level at rest. */
export const usual: readonly Form[] = FACTS.map((name) => ({
  name,
  learn(before, lesson, words) {
    const electrode = String(lesson.data.electrode);
    const known = before === undefined ? undefined : number(before.data.value);
    const say = (value: number) => saidOf(name, electrode, value, words);
    return learnValue(before, lesson, { value: number(lesson.data.value), known, near: NEAR, say });
  },
}));

/** That this was the mean of late. */
export function usualLesson(fact: string, electrode: string, value: number, words: InsightWords): Lesson {
  const id = nameFrom(`${electrode}-${fact}`, fact);
  return { id, kind: "fact", subject: electrode, ...saidOf(fact, electrode, value, words) };
}

/** That most of its spikes have this shape, such as `+slow`. */
export function shapeLesson(electrode: string, shape: string, words: InsightWords): Lesson {
  const id = nameFrom(`${electrode}-shape`, "shape");
  const sentence = words.shape({ electrode, up: shape.startsWith("+"), speed: shape.slice(1) });
  return { id, kind: "fact", subject: electrode, sentence, data: { form: "shape", electrode, shape } };
}

/** That these are its liveliest hours, day after day. */
export function liveliestLesson(
  electrode: string,
  { from, to }: { readonly from: number; readonly to: number },
  words: InsightWords,
): Lesson {
  const id = nameFrom(`${electrode}-liveliest`, "liveliest");
  const sentence = words.liveliest({ electrode, from, to });
  return { id, kind: "fact", subject: electrode, sentence, data: { form: "liveliest", electrode, from, to } };
}

function saidOf(fact: string, electrode: string, mean: number, words: InsightWords) {
  // Two digits: what is told anew with every spike is no fact.
  const value = Number(mean.toPrecision(2));
  return {
    sentence: words.usual({ electrode, fact, value }),
    data: { form: fact, electrode, value, unit: UNITS[fact] ?? "mV" },
  };
}
