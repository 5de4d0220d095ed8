import type { Seconds } from "../../domain/time.js";

/** Numbers, times and lists, as a person of the language writes them. */
export interface Grammar {
  /** For `Intl`: where months, and zones, have the names that people of the language give them. */
  readonly locale: string;
  /** `1,234` */
  whole(value: number): string;
  /** `0.40`: with so many decimals. */
  fixed(value: number, decimals: number): string;
  /** `0.074`: with as many as it has. */
  number(value: number): string;
  /** `0.413`: as many decimals as mean something at this height, never an exponent. */
  millivolts(value: number): string;
  /** `42 s`, `5 min`, `3.5 h`, `12 d`; of a time that goes back, its length. */
  duration(length: Seconds): string;
  /** Joins two. */
  readonly and: string;
  /** `e1, e2 and e3` */
  list(names: readonly string[]): string;
  /** `12 B`, `3.4 kB`, `1.2 MB` */
  size(bytes: number): string;
}

/**
 * What the node notices (glyphs, troubles, events: the types of its percepts), as words within a sentence. Where they are identifiers,
 * in topics and payloads, they stay as they are; so does a type that the language has no word for.
 */
export interface Things {
  /** `burst` */
  name(type: string): string;
  /** `a burst` */
  one(type: string): string;
  /** `the burst` */
  the(type: string): string;
  /** `bursts` */
  many(type: string): string;
  /** `1 burst`, `5 bursts` */
  count(times: number, type: string): string;
  /** `2 artefacts, 1 gap` */
  tally(counts: Readonly<Record<string, number>>): string;
}
