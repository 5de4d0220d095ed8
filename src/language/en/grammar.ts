import { spoken } from "../../domain/time.js";
import type { Grammar, Things } from "../catalogue/grammar.js";
import { listed, plainMillivolts, plainSize } from "../phrasing/figures.js";

const LOCALE = "en-GB";

export const grammar: Grammar = {
  locale: LOCALE,
  whole: (value) => value.toLocaleString(LOCALE),
  fixed: (value, decimals) => value.toFixed(decimals),
  number: String,
  millivolts: plainMillivolts,
  duration: spoken,
  and: "and",
  list: (names) => listed(names, "and"),
  size: plainSize,
};

/** The product's words are English: a type is its own name. */
export const things: Things = {
  name: (type) => type,
  one: (type) => `a ${type}`,
  the: (type) => `the ${type}`,
  many: (type) => `${type}s`,
  count: (times, type) => count(times, type),
  tally: (counts) =>
    Object.entries(counts)
      .map(([type, times]) => `${times} ${type}${times === 1 ? "" : "s"}`)
      .join(", "),
};

/** `1 spike`, `1,200 spikes` */
export function count(times: number, one: string, many = `${one}s`): string {
  return `${grammar.whole(times)} ${times === 1 ? one : many}`;
}
