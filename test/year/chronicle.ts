import { DAY, type Seconds } from "../../src/domain/time.js";

/** What happened in a simulated year, a line each: two years of one seed have the same lines. */
export class Chronicle {
  readonly lines: string[] = [];
  readonly #begin: Seconds;

  /** @param begin of the year */
  constructor(begin: Seconds) {
    this.#begin = begin;
  }

  /** @param at true time, in seconds */
  tell(at: Seconds, line: string): void {
    this.lines.push(`day ${((at - this.#begin) / DAY).toFixed(5)}: ${line}`);
  }
}

/** Lines before a difference that are worth reading. */
const CONTEXT = 12;

/** Where two chronicles part, with what came before; undefined where they are the same. */
export function firstDifference(one: readonly string[], other: readonly string[]): string | undefined {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i++) {
    if (one[i] === other[i]) continue;
    const before = one.slice(Math.max(0, i - CONTEXT), i).map((line) => `  ${line}`);
    return [...before, `- ${one[i] ?? "(nothing)"}`, `+ ${other[i] ?? "(nothing)"}`].join("\n");
  }
  return undefined;
}
