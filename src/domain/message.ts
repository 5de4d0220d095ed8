import type { Seconds, TimeQuality } from "./time.js";

/** The name that a message of the outbox has for ever: in each boot (start of the node) they count from 1, without a hole. */
export interface MessageName {
  readonly boot: number;
  readonly seq: number;
}

/** Messages of one boot, from one number to another, both included. */
export interface MessageRange {
  readonly boot: number;
  readonly from: number;
  readonly to: number;
}

/** What is to be told and must arrive; the outbox gives it its name. */
export interface UnnamedMessage {
  /** Below the node's root: `spike/e1`. */
  readonly topic: string;
  readonly at: Seconds;
  /** What the clock was worth that said so. */
  readonly quality: TimeQuality;
  /** The breath it was said in: sent in a later one, it is historical. */
  readonly cycle: number;
  /** The JSON text, complete but for `historical`, which is only known when it is sent. May throw: then no name was given. */
  encode(name: MessageName): string;
}

/** One MQTT message that must arrive. Its name lets a receiver drop a repeat, and ask for what it has not got. */
export interface Message extends MessageName, Omit<UnnamedMessage, "encode"> {
  readonly payload: string;
  /** The broker had it once; somebody asked for it again. */
  readonly again?: boolean;
}

/** What came of asking for messages once more. */
export interface Resent {
  /** How many of them are sent (again). */
  readonly count: number;
  /** Those that cannot be had any more, or never were. */
  readonly gone: readonly MessageRange[];
  /** The last number that was given in that boot, as far as the node knows. */
  readonly last?: number;
}
