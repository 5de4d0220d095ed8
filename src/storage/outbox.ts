import type { Message } from "../domain/message.js";
import type { Outbox } from "../ports/outbox.js";
import { Queue } from "./queue.js";

/** What an outbox can hold. Bytes are those of topics and payloads, in UTF-8. */
export interface OutboxBounds {
  readonly count: number;
  readonly bytes: number;
}

/** Some days of an ordinary forest without a broker, in a state file that a card still writes in a breath. */
export const DEFAULT_BOUNDS: OutboxBounds = { count: 5000, bytes: 4 * 2 ** 20 };

/** Its form in the state. */
export interface SavedOutbox {
  readonly dropped: number;
  readonly messages: readonly Message[];
}

interface QueuedMessage {
  readonly message: Message;
  /** Its place among all lanes. */
  readonly order: number;
  readonly bytes: number;
  /** Acknowledged before an older one was: it is left in its lane until it comes to the front. */
  gone: boolean;
}

/** By the first word of the topic, how hard one holds on to a message; what is not named here is in the middle. */
const IMPORTANCE: Readonly<Record<string, number>> = { alert: 0, insight: 0, reading: 0, reflex: 0, percept: 2 };
const MIDDLE = 1;

/**
 * The outbox in memory; `toJSON` puts it into the state, so that a commit saves it. When it is full, the oldest of the least
 * important messages fall out first: percepts, then spikes and glyphs, and alerts, insights, readings and reflexes last.
 */
export class BoundedOutbox implements Outbox {
  readonly #bounds: OutboxBounds;
  /** A queue for each importance, most important first, each in the order of arrival. */
  #lanes: readonly Queue<QueuedMessage>[] = newLanes();
  #entries = new Map<Message, QueuedMessage>();
  #order = 0;
  #bytes = 0;
  #dropped = 0;

  constructor(bounds: OutboxBounds = DEFAULT_BOUNDS) {
    this.#bounds = bounds;
  }

  get depth(): number {
    return this.#entries.size;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Of topics and payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  put(message: Message): void {
    if (this.#entries.has(message)) return;
    const bytes = Buffer.byteLength(message.topic) + Buffer.byteLength(message.payload);
    if (bytes > this.#bounds.bytes) {
      // It alone would drive everything else out and still not fit.
      this.#dropped++;
      return;
    }
    const entry: QueuedMessage = { message, order: this.#order++, bytes, gone: false };
    this.#lanes[importanceOf(message.topic)]?.push(entry);
    this.#entries.set(message, entry);
    this.#bytes += bytes;
    while (this.depth > this.#bounds.count || this.#bytes > this.#bounds.bytes) {
      this.#take(this.#leastNeeded());
      this.#dropped++;
    }
  }

  at(index: number): Message | undefined {
    let before = 0;
    for (const message of this.#inOrder()) if (before++ === index) return message;
    return undefined;
  }

  acknowledge(message: Message): void {
    const entry = this.#entries.get(message);
    if (entry !== undefined) this.#take(entry);
  }

  /** `JSON.stringify` finds this: the outbox itself may stand in the state. */
  toJSON(): SavedOutbox {
    return { dropped: this.#dropped, messages: [...this.#inOrder()] };
  }

  /** Holds what was saved, and nothing else. What is over the bounds falls out, counted. */
  restore(saved: SavedOutbox): void {
    this.#lanes = newLanes();
    this.#entries = new Map();
    this.#bytes = 0;
    this.#dropped = saved.dropped;
    for (const message of saved.messages) this.put(message);
  }

  /** From the oldest on, over all lanes. */
  *#inOrder(): Generator<Message> {
    const at = this.#lanes.map(() => 0);
    for (;;) {
      let first: QueuedMessage | undefined;
      let lane = 0;
      for (let i = 0; i < at.length; i++) {
        const entry = this.#lanes[i]?.at(at[i]!);
        if (entry === undefined || (first !== undefined && entry.order > first.order)) continue;
        first = entry;
        lane = i;
      }
      if (first === undefined) return;
      at[lane] = at[lane]! + 1;
      if (!first.gone) yield first.message;
    }
  }

  #leastNeeded(): QueuedMessage {
    for (let i = this.#lanes.length - 1; i > 0; i--) {
      const entry = this.#lanes[i]?.at(0);
      if (entry) return entry;
    }
    return this.#lanes[0]!.at(0)!;
  }

  /** Takes it out. No lane ever begins with one that is gone. */
  #take(entry: QueuedMessage): void {
    entry.gone = true;
    this.#entries.delete(entry.message);
    this.#bytes -= entry.bytes;
    for (const lane of this.#lanes) while (lane.at(0)?.gone) lane.shift();
  }
}

function importanceOf(topic: string): number {
  const slash = topic.indexOf("/");
  return IMPORTANCE[slash < 0 ? topic : topic.slice(0, slash)] ?? MIDDLE;
}

function newLanes(): readonly Queue<QueuedMessage>[] {
  return [new Queue(), new Queue(), new Queue()];
}
