import { DAY, HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import type { Grammar } from "./grammar.js";

type Words = Grammar["words"];
type Counted = Words["microvolt"];

/** `seventeen`; digits from a hundred on. */
export function number(n: number, { numbers, tens, joined }: Words): string {
  if (n < 0 || n >= 100) return String(n);
  if (n < 20) return numbers[n]!;
  const ten = tens[Math.floor(n / 10) - 2]!;
  return n % 10 === 0 ? ten : fill(joined, { ten, one: numbers[n % 10]! });
}

/** As one says it: `forty seconds`, `two and a half hours`. */
export function duration(seconds: Seconds, words: Words): string {
  const { units } = words;
  if (seconds < 90)
    return counted(seconds < 20 ? Math.max(1, Math.round(seconds)) : 5 * Math.round(seconds / 5), units.second, words);
  if (seconds < 90 * MINUTE) return counted(Math.round(seconds / MINUTE), units.minute, words);
  if (seconds < 36 * HOUR) return hours(Math.round((2 * seconds) / HOUR) / 2, words);
  return counted(Math.round(seconds / DAY), units.day, words);
}

function hours(count: number, words: Words): string {
  if (Number.isInteger(count) || count > 6) return counted(Math.round(count), words.units.hour, words);
  return counted(Math.floor(count), words.half, words);
}

/** Of a spike's height, without its sign. */
export function height(mv: number, words: Words): string {
  const uv = Math.abs(mv) * 1000;
  if (uv >= 1000) return counted(Math.round(uv / 1000), words.millivolt, words);
  return counted(uv < 20 ? Math.max(1, Math.round(uv)) : 5 * Math.round(uv / 5), words.microvolt, words);
}

export function degrees(celsius: number, words: Words): string {
  return counted(Math.round(celsius), words.degree, words);
}

/** A name that is a word is said; a code is not: such an electrode goes by its place. @param seat in the order of the card, from 0 */
export function electrodeName(name: string, seat: number, words: Words): string {
  if (/^\p{L}{3,}(-\p{L}{2,})?$/u.test(name)) return name.replaceAll("-", " ");
  return words.electrodes[seat] ?? fill(words.another, { n: number(seat + 1, words) });
}

/** `ten past four`, to five minutes. */
export function clockTime(secondsOfDay: Seconds, words: Words): string {
  const step = Math.round(secondsOfDay / (5 * MINUTE));
  const hour = Math.floor(step / 12) % 12;
  const of = (h: number) => number(h === 0 ? 12 : h, words);
  return fill(words.clock[step % 12]!, { h: of(hour), next: of((hour + 1) % 12) });
}

/** `hour twenty-eight`, of listening. */
export function listeningHour(seconds: Seconds, words: Words): string {
  return fill(words.listening, { n: number(Math.floor(seconds / HOUR) + 1, words) });
}

function counted(n: number, { one, many }: Counted, words: Words): string {
  return n === 1 ? one : fill(many, { n: number(n, words) });
}

/** Puts what is known into curly brackets. */
export function fill(text: string, known: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{([^{}]*)\}/g, (slot, name: string) => known[name] ?? slot);
}
