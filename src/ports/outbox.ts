import type { Message } from "../domain/message.js";

/** Messages that the broker has not acknowledged yet, oldest first. Bounded: what falls out is counted, never silent. */
export interface Outbox {
  readonly depth: number;
  /** Messages that fell out because it was full. */
  readonly dropped: number;
  put(message: Message): void;
  /** The oldest, without taking it out. */
  peek(): Message | undefined;
  /** The oldest has been acknowledged: take it out. */
  acknowledge(): void;
}
