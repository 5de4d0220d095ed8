import { nameFrom } from "../../../domain/electrode.js";
import { spoken } from "../../../domain/time.js";
import { number } from "../../state/context.js";
import type { Lesson } from "../../state/lesson.js";
import { type Form, learnValue } from "./form.js";

/** A mean this near is the same fact. */
const NEAR = 0.25;

/** What is measured of an electrode, and how it is said. */
const FACTS: Readonly<Record<string, (electrode: string, value: number) => string>> = {
  interval: (electrode, value) => `the mean interval between spikes of ${electrode} is ${spoken(value)}`,
  amplitude: (electrode, value) => `the mean spike of ${electrode} has ${value} mV`,
  level: (electrode, value) => `${electrode} rests at ${value} mV`,
};

/** A number that an electrode keeps: its mean interval, the size of its spikes, its level at rest. */
export const usual: readonly Form[] = Object.keys(FACTS).map((name) => ({
  name,
  learn(before, lesson) {
    const electrode = String(lesson.data.electrode);
    const known = before === undefined ? undefined : number(before.data.value);
    const say = (value: number) => saidOf(name, electrode, value);
    return learnValue(before, lesson, { value: number(lesson.data.value), known, near: NEAR, say });
  },
}));

/** That this was the mean of late. */
export function usualLesson(fact: string, electrode: string, value: number): Lesson {
  const id = nameFrom(`${electrode}-${fact}`, fact);
  return { id, kind: "fact", subject: electrode, ...saidOf(fact, electrode, value) };
}

function saidOf(fact: string, electrode: string, mean: number) {
  // Two digits: what is told anew with every spike is no fact.
  const value = Number(mean.toPrecision(2));
  const sentence = FACTS[fact]?.(electrode, value) ?? `${fact} of ${electrode} is ${value}`;
  return { sentence, data: { form: fact, electrode, value, unit: fact === "interval" ? "s" : "mV" } };
}
