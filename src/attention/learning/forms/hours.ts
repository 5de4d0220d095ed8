import type { Json } from "../../../domain/percept.js";
import { DAY, HOUR, type Seconds } from "../../../domain/time.js";
import type { InsightWords } from "../../../language/catalogue/insights.js";
import { number } from "../../state/context.js";
import type { Lesson } from "../../state/lesson.js";
import { type Form, type InsightContent, weightOf } from "./form.js";

const HOURS = 24;
/** Hours belong to the time in which it comes while they have half as many as the best. */
const HALF = 0.5;
/** A time longer than this is no time of day. */
const LONGEST = 8;

/** An electrode does something at certain hours: `e2 bursts between 05 and 07`. */
export const hours: Form = {
  name: "hours",

  /** Evidence for: what came within these hours, each once. Against: what would have come by chance, and what did not come. */
  learn(before, lesson, words) {
    const { electrode, of, counts: seen } = lesson.data;
    const weight = weightOf(lesson);
    const known = before === undefined ? [] : numbers(before.data.counts);
    const missed = number(before?.data.missed) + (lesson.against ? weight : 0);
    const more = numbers(seen);
    // Told once more, an insight counts once, and not for all that it has seen.
    const share = weight / Math.max(1, sumOf(more));
    const counts = Array.from(
      { length: HOURS },
      (_, hour) => (known[hour] ?? 0) + (lesson.against ? 0 : share * (more[hour] ?? 0)),
    );
    return knownOf(String(electrode), String(of), counts, missed, words);
  },

  fade: (data, share) => ({
    ...data,
    counts: numbers(data.counts).map((count) => rounded(count * share)),
    missed: rounded(number(data.missed) * share),
  }),
};

/** That it came then. */
export function hoursLesson(electrode: string, of: string, at: Seconds, words: InsightWords): Lesson {
  const counts = Array.from({ length: HOURS }, (_, hour) => (hour === hourOf(at) ? 1 : 0));
  const { sentence, data } = knownOf(electrode, of, counts, 0, words);
  return { id: `${electrode}-hours-of-${of}`, kind: "pattern", subject: electrode, sentence, data };
}

function knownOf(
  electrode: string,
  of: string,
  counts: readonly number[],
  missed: number,
  words: InsightWords,
): InsightContent {
  const [from, length] = windowOf(counts);
  const to = (from + length) % HOURS;
  const all = sumOf(counts);
  let inside = 0;
  for (let step = 0; step < length; step++) inside += counts[(from + step) % HOURS] ?? 0;
  const chance = ((all - inside) * length) / (HOURS - length);
  return {
    sentence: words.hours({ electrode, type: of, from, to }),
    data: { form: "hours", electrode, of, from, to, counts: counts.map(rounded), missed: rounded(missed) },
    support: inside,
    against: chance + missed,
  };
}

/** The hour with the most, and those beside it that have half as many: the first, and how many. */
function windowOf(counts: readonly number[]): readonly [number, number] {
  const best = counts.reduce((most, count, hour) => (count > (counts[most] ?? 0) ? hour : most), 0);
  const enough = HALF * (counts[best] ?? 0);
  const belongs = (hour: number) => enough > 0 && (counts[(hour + HOURS) % HOURS] ?? 0) >= enough;
  let [from, to] = [best, best + 1];
  while (to - from < LONGEST && belongs(from - 1)) from--;
  while (to - from < LONGEST && belongs(to)) to++;
  return [(from + HOURS) % HOURS, to - from];
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function hourOf(at: Seconds): number {
  return Math.floor((at - Math.floor(at / DAY) * DAY) / HOUR);
}

function numbers(value: Json | undefined): readonly number[] {
  return Array.isArray(value) ? value.map((one) => number(one)) : [];
}

function rounded(count: number): number {
  return Math.round(count * 1000) / 1000;
}
