import type { Message, MessageName, MessageRange, Resent, UnnamedMessage } from "../domain/message.js";
import type { Seconds } from "../domain/time.js";

/** Messages that must arrive. Bounded: what falls out is counted and can be named, never silent. */
export interface Outbox {
  /** Messages that the broker has not acknowledged yet. */
  readonly depth: number;
  /** When the oldest of them was said. */
  readonly oldest: Seconds | undefined;
  /** Messages that fell out because there was no room, or nobody came for them for too long. */
  readonly dropped: number;
  /** The newest of those, as ranges. */
  readonly droppedRanges: readonly MessageRange[];
  /** Takes a message in and gives it the next number. Throws what its `encode` throws. */
  put(message: UnnamedMessage): void;
  /**
   * What waits to be sent, oldest first, without taking it out: several may be on their way at once. It goes on with what is put
   * meanwhile, and leaves out the topics in `except`, which may grow meanwhile.
   */
  waiting(except?: ReadonlySet<string>): AsyncGenerator<Message>;
  /** The broker has it. Does nothing for one that fell out meanwhile. */
  acknowledge(name: MessageName): void;
  /** It can never be sent: it counts as dropped, and is named so. */
  drop(name: MessageName): void;
  /** Sends messages of a boot again, those that can still be had. */
  resend(range: MessageRange): Resent;
  /** Puts on disk what was taken in and acknowledged since the last time. Never throws: `trouble` says what was wrong. */
  commit(): Promise<void>;
  /** Why the last commit failed, in one line: what it could not keep is in memory alone. */
  readonly trouble: string | undefined;
}
