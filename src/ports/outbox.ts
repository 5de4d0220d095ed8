import type { Message } from "../domain/message.js";

/** Messages that the broker has not acknowledged yet, oldest first. Bounded: what falls out is counted, never silent. */
export interface Outbox {
  readonly depth: number;
  /** Messages that fell out because it was full. */
  readonly dropped: number;
  put(message: Message): void;
  /** The `index`-th oldest (0 is the oldest), without taking it out: several may be on their way at once. */
  at(index: number): Message | undefined;
  /** The broker has `message`, the oldest: take it out. Does nothing if it fell out meanwhile. */
  acknowledge(message: Message): void;
}
