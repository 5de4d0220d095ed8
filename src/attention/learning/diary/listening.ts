import { DAY, HOUR, type Seconds } from "../../../domain/time.js";
import { DIARY_DAYS, type HeardDay, type Listening, NOTHING_HEARD } from "../../state/diary.js";

/** Whoever accounts for more than this at once slept through it, or the clock was set: nobody knows what was heard. */
const TOO_LONG: Seconds = 2 * DAY;
const NINTHS = 9;
const ZERO = "0".charCodeAt(0);

/** It was listened until now, unless `unheard` says otherwise. Time that runs backwards, or leaps, was not heard. */
export function listened(listening: Listening, now: Seconds): Listening {
  const { to } = listening;
  if (now < to) return { ...without(listening, now), to: now, hour: 0 };
  if (now - to > TOO_LONG) return { ...closeHour(listening), to: now, hour: 0 };
  let [at, hour, days] = [to, listening.hour, listening.days];
  while (at < now) {
    const next = Math.min(now, (Math.floor(at / HOUR) + 1) * HOUR);
    hour += next - at;
    if (next % HOUR === 0) {
      days = withHour(days, next - HOUR, hour / HOUR);
      hour = 0;
    }
    at = next;
  }
  return { to: now, hour, days };
}

/** In this time the electrode was not heard after all. */
export function unheard(listening: Listening, from: Seconds, until: Seconds): Listening {
  let { hour, days } = listening;
  const open = Math.floor(listening.to / HOUR) * HOUR;
  const last = Math.min(until, listening.to);
  // What is longer ago than the diary reaches back was heard by nobody, and needs no undoing.
  for (let at = Math.max(from, last - (DIARY_DAYS + 1) * DAY); at < last; ) {
    const begin = Math.floor(at / HOUR) * HOUR;
    const next = Math.min(last, begin + HOUR);
    if (begin === open) hour = Math.max(0, hour - (next - at));
    else days = days.map((one) => (one.day === dayOf(begin) ? less(one, begin, (next - at) / HOUR) : one));
    at = next;
  }
  return { ...listening, hour, days };
}

/** How much of each hour of a day was heard, 0 to 1. */
export function sharesOf({ heard }: HeardDay): readonly number[] {
  return Array.from({ length: heard.length }, (_, hour) => (heard.charCodeAt(hour) - ZERO) / NINTHS);
}

export function dayOf(at: Seconds): number {
  return Math.floor(at / DAY);
}

export function hourOf(at: Seconds): number {
  return Math.floor((at - dayOf(at) * DAY) / HOUR);
}

function closeHour(listening: Listening): Listening {
  const { to, hour, days } = listening;
  return hour === 0 ? listening : { ...listening, days: withHour(days, Math.floor(to / HOUR) * HOUR, hour / HOUR) };
}

function without(listening: Listening, now: Seconds): Listening {
  return { ...listening, days: listening.days.filter(({ day }) => day <= dayOf(now)) };
}

function withHour(days: readonly HeardDay[], begin: Seconds, share: number): readonly HeardDay[] {
  const digit = Math.round(NINTHS * Math.min(1, share));
  const day = dayOf(begin);
  const known = days.at(-1)?.day === day ? days.at(-1) : undefined;
  if (known === undefined && digit === 0) return days;
  const next = { day, heard: written(known?.heard ?? NOTHING_HEARD, hourOf(begin), digit) };
  return [...(known === undefined ? days : days.slice(0, -1)), next].slice(-DIARY_DAYS);
}

function less(one: HeardDay, begin: Seconds, share: number): HeardDay {
  const hour = hourOf(begin);
  const left = Math.max(0, Number(one.heard[hour] ?? 0) - Math.round(NINTHS * share));
  return { ...one, heard: written(one.heard, hour, left) };
}

function written(heard: string, hour: number, digit: number): string {
  return `${heard.slice(0, hour)}${digit}${heard.slice(hour + 1)}`;
}
