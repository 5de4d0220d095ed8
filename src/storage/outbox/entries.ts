import type { MessageName, MessageRange } from "../../domain/message.js";
import type { Seconds } from "../../domain/time.js";
import type { Place, Segment } from "../log/segment.js";

/** What the outbox knows of a message without reading it. */
export interface Entry extends MessageName {
  readonly topic: string;
  readonly rank: number;
  readonly at: Seconds;
  /** `at` can be believed. */
  readonly isTimed: boolean;
  /** Of its record. */
  readonly bytes: number;
  fate: "waiting" | "sent" | "dropped";
  /** It was sent, and is to be sent once more. */
  again: boolean;
  /** Where its record lies; while it does not lie anywhere, `json` has it. */
  place: Place | undefined;
  json: string | undefined;
}

/** Before all messages. */
const START: MessageName = { boot: -1, seq: -1 };

/** Whether it is to be sent. */
export function isDue({ fate, again }: Entry): boolean {
  return fate === "waiting" || again;
}

/** All messages that can be had, by name and in order. */
export class Entries {
  #boots = new Map<number, Map<number, Entry>>();
  #waiting = 0;
  #waitingBytes = 0;

  /** Messages that wait for the broker, and the bytes of their records. */
  get waiting(): number {
    return this.#waiting;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  of({ boot, seq }: MessageName): Entry | undefined {
    return this.#boots.get(boot)?.get(seq);
  }

  add(entry: Entry): void {
    const boot = this.#boots.get(entry.boot) ?? new Map<number, Entry>();
    this.#boots.set(entry.boot, boot.set(entry.seq, entry));
    this.#count(entry, 1);
  }

  /** The broker has it, or nobody will get it. */
  settle(entry: Entry, fate: "sent" | "dropped"): void {
    this.#count(entry, -1);
    entry.fate = fate;
  }

  remove(entry: Entry): void {
    this.#count(entry, -1);
    const boot = this.#boots.get(entry.boot);
    boot?.delete(entry.seq);
    if (boot?.size === 0) this.#boots.delete(entry.boot);
  }

  /** They came in the order in which they lie on the disk: where one was moved, that is not the order of their names. */
  sort(): void {
    for (const [boot, entries] of this.#boots) this.#boots.set(boot, inOrder(entries));
    this.#boots = inOrder(this.#boots);
  }

  /** In order, from behind `name` on; it goes on with what is added meanwhile. */
  *after({ boot, seq }: MessageName = START): Generator<Entry> {
    for (const [number, entries] of this.#boots) {
      if (number < boot) continue;
      for (const entry of entries.values()) if (number > boot || entry.seq > seq) yield entry;
    }
  }

  /** Those of a range, in order; however wide it is, in no more steps than there are messages. */
  *between({ boot, from, to }: MessageRange): Generator<Entry> {
    const entries = this.#boots.get(boot) ?? new Map<number, Entry>();
    if (to - from > entries.size) {
      for (const entry of entries.values()) if (entry.seq >= from && entry.seq <= to) yield entry;
      return;
    }
    for (let seq = from; seq <= to; seq++) {
      const entry = entries.get(seq);
      if (entry !== undefined) yield entry;
    }
  }

  /** Those whose record lies in `segment`. */
  in(segment: Segment): Entry[] {
    return [...this.after()].filter(({ place }) => place?.segment === segment);
  }

  /** The last number of a boot that can be had. */
  lastOf(boot: number): number | undefined {
    let last: number | undefined;
    for (const seq of this.#boots.get(boot)?.keys() ?? []) last = seq;
    return last;
  }

  #count(entry: Entry, sign: 1 | -1): void {
    if (entry.fate !== "waiting") return;
    this.#waiting += sign;
    this.#waitingBytes += sign * entry.bytes;
  }
}

/** By key, rising. */
function inOrder<Value>(map: Map<number, Value>): Map<number, Value> {
  let before = Number.NEGATIVE_INFINITY;
  for (const key of map.keys()) {
    if (key < before) return new Map([...map].sort(([a], [b]) => a - b));
    before = key;
  }
  return map;
}
