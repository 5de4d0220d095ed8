import { DAY, HOUR, type Seconds } from "../../../../src/domain/time.js";
import type { Random } from "../../../../src/ports/random.js";

/** Times that know of nothing: so many an hour, for so many days. */
export function atAnyTime(perHour: number, days: number, random: Random): Seconds[] {
  const times: Seconds[] = [];
  for (let at = 0; ; ) {
    at -= (HOUR / perHour) * Math.log(1 - random.next());
    if (at >= days * DAY) return times;
    times.push(at);
  }
}

/** All hours of so many days were heard. */
export function heardFor(days: number) {
  return {
    to: days * DAY,
    hour: 0,
    days: Array.from({ length: days }, (_, day) => ({ day, heard: "9".repeat(24) })),
  };
}

/** What stakes of 1 came to on average; each is a logarithm. */
export function meanWealth(logs: readonly number[]): number {
  return logs.reduce((sum, log) => sum + Math.exp(log), 0) / logs.length;
}
