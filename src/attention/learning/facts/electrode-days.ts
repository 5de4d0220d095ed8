import type { DayFact, ElectrodeDay } from "../../../domain/morning.js";
import { HOUR, type Seconds } from "../../../domain/time.js";
import type { Diary } from "../../state/diary.js";
import { dayOf } from "../diary/listening.js";
import { pageDayOf } from "../diary/page-day.js";
import { accounted } from "../diary/write.js";
import { changeOf } from "./change.js";
import { daysBefore, type Measured, measuredOn, shapeOf } from "./measures.js";
import { ownDay } from "./own-day.js";

/** Of all that is compared on a page, something is called changed by chance alone on so many mornings. */
const FALSE_PAGES = 0.02;
const FACTS = 3;
/** Days differ by so much at least: heights by a share, levels by millivolts. */
const HEIGHT = 0.05;
const LEVEL = 0.01;
/** So many spikes show a shape in a day, and in the days before it. */
const SHAPED = 5;

/** What each electrode was like in the day until `to`, against its own days before. In the order in which they were first heard. */
export function electrodeDays(
  diaries: Readonly<Record<string, Diary>>,
  to: Seconds,
  morning: Seconds,
): readonly ElectrodeDay[] {
  const names = Object.keys(diaries);
  const least = FALSE_PAGES / (FACTS * Math.max(1, names.length));
  return names.map((electrode) => electrodeDay(electrode, accounted(diaries[electrode]!, to), to, morning, least));
}

function electrodeDay(electrode: string, diary: Diary, to: Seconds, morning: Seconds, least: number): ElectrodeDay {
  const today = pageDayOf(to - 1, morning);
  const day = measuredOn(diary, today, to, morning);
  const before = daysBefore(today).map((one) => measuredOn(diary, one, to, morning));
  const shape = shapeOf(
    diary.measures.filter((one) => one.day === today),
    SHAPED,
  );
  const usualShape = shapeOf(
    diary.measures.filter((one) => one.day < today),
    SHAPED,
  );
  const liveliest = ownDay(diary, dayOf(to));
  return {
    electrode,
    heard: day.heard,
    days: before.filter(({ rate }) => rate !== undefined).length,
    rate: rateFact(day, before, least),
    amplitude: fact(day.amplitude, valuesOf(before, "amplitude"), { scale: Math.log, own: HEIGHT ** 2, least }),
    level: fact(day.level, valuesOf(before, "level"), { scale: (level) => level, own: LEVEL ** 2, least }),
    ...(shape !== undefined && { shape }),
    ...(usualShape !== undefined && { usualShape }),
    ...(liveliest !== undefined && { liveliest }),
  };
}

function valuesOf(days: readonly Measured[], of: "amplitude" | "level"): readonly number[] {
  return days.flatMap((one) => one[of] ?? []);
}

/** Rates are compared as their logarithms; half a spike is added, for a day without any has one too. */
function rateFact(day: Measured, before: readonly Measured[], least: number): DayFact {
  const heard = before.filter(({ rate }) => rate !== undefined);
  const logOf = ({ spikes, heard: long }: Measured) => Math.log((spikes + 0.5) / long);
  const [spikes, long] = [sum(heard, "spikes"), sum(heard, "heard")];
  const usual = long > 0 ? (spikes / long) * HOUR : undefined;
  // What counting alone makes two days differ by: of the day as it would usually be.
  const own = usual === undefined ? 0 : 1 / ((usual * day.heard) / HOUR + 0.5);
  const changed = day.rate === undefined ? undefined : changeOf(logOf(day), heard.map(logOf), own, least);
  return told(day.rate, usual, changed);
}

function fact(
  value: number | undefined,
  before: readonly number[],
  { scale, own, least }: { scale(value: number): number; readonly own: number; readonly least: number },
): DayFact {
  const usual = before.length === 0 ? undefined : before.reduce((all, one) => all + one, 0) / before.length;
  const changed = value === undefined ? undefined : changeOf(scale(value), before.map(scale), own, least);
  return told(value, usual, changed);
}

function told(value: number | undefined, usual: number | undefined, changed: DayFact["changed"]): DayFact {
  return {
    ...(value !== undefined && { value }),
    ...(usual !== undefined && { usual }),
    ...(changed !== undefined && { changed }),
  };
}

function sum(days: readonly Measured[], of: "spikes" | "heard"): number {
  return days.reduce((all, day) => all + day[of], 0);
}
