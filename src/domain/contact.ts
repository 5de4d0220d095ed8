import type { Seconds } from "./time.js";

/** How well an electrode touches what it is in: well; now and then not; with too much resistance; not at all. */
export const CONTACTS = ["good", "loose", "dry", "off"] as const;
export type Contact = (typeof CONTACTS)[number];

/** An electrode's contact in one word, and the figures behind it. In mV. */
export interface ContactFigures {
  readonly contact: Contact;
  /** Standard deviation from reading to reading, less hum where that is seen; NaN where nothing can be read. */
  readonly noise: number;
  /** Amplitude of mains hum; undefined where rows are too slow to show it. */
  readonly hum: number | undefined;
  /** mV a minute; NaN where nothing can be read. */
  readonly drift: number;
  /** The level moves still, as it does for minutes after an electrode was put in. */
  readonly settling: boolean;
  /** Share of the readings that were missing, or stood at a rail. */
  readonly missing: number;
  /** How often the level leapt. */
  readonly jumps: number;
  /** How much was looked at. */
  readonly span: Seconds;
}

/** How many short flashes of a LED stand for a word: the more, the worse. */
export function flashesFor(contact: Contact): number {
  return CONTACTS.indexOf(contact) + 1;
}
