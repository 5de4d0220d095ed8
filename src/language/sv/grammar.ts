import { readable, type TimeUnit } from "../../domain/time.js";
import type { Grammar } from "../catalogue/grammar.js";
import { listed, plainMillivolts, plainSize } from "../phrasing/figures.js";

const UNITS: Readonly<Record<TimeUnit, string>> = { ms: "ms", s: "s", min: "min", h: "tim", d: "dygn" };

const LOCALE = "sv-SE";

export const grammar: Grammar = {
  locale: LOCALE,
  whole: (value) => value.toLocaleString(LOCALE),
  fixed: (value, decimals) => comma(value.toFixed(decimals)),
  number: (value) => comma(String(value)),
  millivolts: (value) => comma(plainMillivolts(value)),
  duration(length) {
    const { amount, unit } = readable(length);
    return `${comma(amount)} ${UNITS[unit]}`;
  },
  and: "och",
  list: (names) => listed(names, "och"),
  size: (bytes) => comma(plainSize(bytes)),
};

/** `1 sak`, `5 saker` */
export function count(times: number, one: string, many: string): string {
  return `${grammar.whole(times)} ${times === 1 ? one : many}`;
}

function comma(figure: string): string {
  return figure.replace(".", ",");
}
