import type { Message, MessageRange } from "../../domain/message.js";
import type { Place, Segment } from "../log/segment.js";
import { Entries, type Entry } from "./entries.js";
import { rankOf } from "./policy.js";
import { Ranges } from "./ranges.js";
import type { Head } from "./read-head.js";
import { readHead, type Summary, writeDropped, writeMessage, writeSent, writeSummary } from "./records.js";

/** So many ranges of dropped messages are remembered, for those who ask what became of them. */
const RANGES = 16;

/** What is to be written with the next commit. */
export interface Unkept {
  readonly messages: readonly Entry[];
  readonly sent: readonly MessageRange[];
  readonly dropped: readonly MessageRange[];
  /** All of it, as records. */
  readonly records: readonly string[];
}

/** The outbox as it is now, and what of it does not lie on the disk yet. It touches no disk. */
export class Contents {
  readonly entries = new Entries();
  readonly #topics = new Map<string, string>();
  readonly #unkept = new Set<Entry>();
  #unkeptBytes = 0;
  readonly #sent = new Ranges();
  readonly #newlyDropped = new Ranges();
  readonly #droppedRanges = new Ranges();
  #dropped = 0;
  /** The highest that a message was put in. */
  #boot = 0;

  get dropped(): number {
    return this.#dropped;
  }

  get droppedRanges(): readonly MessageRange[] {
    return this.#droppedRanges.list;
  }

  get lastBoot(): number {
    return this.#boot;
  }

  /** Bytes of the messages that lie in memory alone. */
  get unkeptBytes(): number {
    return this.#unkeptBytes;
  }

  /** What it all comes from, for those who read only what comes later. */
  get summary(): string {
    return writeSummary({ boot: this.#boot, dropped: this.#dropped, ranges: this.droppedRanges });
  }

  /** A message that is new. */
  put(message: Message): void {
    const json = writeMessage(message);
    const entry = this.#add(message, Buffer.byteLength(json), json);
    this.#unkept.add(entry);
    this.#unkeptBytes += entry.bytes;
  }

  /** A record that lies on the disk. What is read twice is there once. */
  recall(json: Buffer, place: Place): void {
    const record = readHead(json);
    if (record?.kind === "head") {
      const known = this.entries.of(record.head);
      if (known === undefined) this.#add(record.head, place.length, undefined, place);
      else known.place = place; // it was moved to the end, or written again after a write that failed
    } else if (record?.kind === "sent") this.#settleAll(record.ranges, "sent");
    else if (record?.kind === "dropped") {
      this.#settleAll(record.ranges, "dropped");
      this.countDropped(record.total, record.ranges);
    } else if (record?.kind === "summary") this.#recallSummary(record.summary);
  }

  /** So many were dropped before. */
  countDropped(total: number, ranges: readonly MessageRange[] = []): void {
    this.#dropped = Math.max(this.#dropped, total);
    for (const range of ranges) {
      this.#droppedRanges.addOnce(range);
      this.#boot = Math.max(this.#boot, range.boot); // it had a name, though it never lay on the disk
    }
    this.#droppedRanges.keepNewest(RANGES);
  }

  /** The broker has it. */
  acknowledge(entry: Entry): void {
    entry.again = false;
    if (entry.fate !== "waiting") return;
    this.entries.settle(entry, "sent");
    this.#sent.add(entry);
  }

  /** Nobody will get it, unless somebody asks for it while it lies on the disk still. */
  drop(entry: Entry): void {
    this.entries.settle(entry, "dropped");
    this.#dropped++;
    this.#newlyDropped.add(entry);
    this.#droppedRanges.add(entry);
    this.#droppedRanges.keepNewest(RANGES);
    this.#forgetUnkept(entry);
  }

  /** What was sent and does not lie on the disk is let go: there is no room for it. */
  forgetSentInMemory(): void {
    for (const entry of this.#unkept) if (entry.fate === "sent") this.#forgetUnkept(entry);
  }

  /** A segment of the disk is gone, and what was in it. */
  forget(segment: Segment): void {
    for (const entry of this.entries.in(segment)) this.entries.remove(entry);
  }

  /** What waits for the next commit; undefined when there is nothing. Who takes it says what came of it. */
  takeUnkept(): Unkept | undefined {
    const messages = [...this.#unkept];
    const sent = this.#sent.take();
    const dropped = this.#newlyDropped.take();
    const records = messages.map(({ json }) => json ?? "");
    if (sent.length > 0) records.push(writeSent(sent));
    if (dropped.length > 0) records.push(writeDropped(dropped, this.#dropped));
    return records.length === 0 ? undefined : { messages, sent, dropped, records };
  }

  /** It lies on the disk, there. */
  kept({ messages }: Unkept, places: readonly Place[]): void {
    for (const [i, entry] of messages.entries()) {
      if (!this.#unkept.delete(entry)) continue; // it fell out meanwhile
      this.#unkeptBytes -= entry.bytes;
      entry.json = undefined;
      entry.place = places[i];
    }
  }

  /** It could not be written. */
  notKept({ sent, dropped }: Unkept): void {
    this.#sent.giveBack(sent);
    this.#newlyDropped.giveBack(dropped);
  }

  #add({ boot, seq, topic, at, quality }: Head, bytes: number, json?: string, place?: Place): Entry {
    // One text for all messages of a topic: each that is read has its own.
    const shared = this.#topics.get(topic) ?? topic;
    this.#topics.set(shared, shared);
    const isTimed = quality !== "floor";
    const rank = rankOf(topic);
    const entry: Entry = {
      boot,
      seq,
      topic: shared,
      rank,
      at,
      isTimed,
      bytes,
      fate: "waiting",
      again: false,
      place,
      json,
    };
    this.entries.add(entry);
    this.#boot = Math.max(this.#boot, boot);
    return entry;
  }

  #settleAll(ranges: readonly MessageRange[], fate: "sent" | "dropped"): void {
    for (const range of ranges) for (const entry of this.entries.between(range)) this.entries.settle(entry, fate);
  }

  #recallSummary({ boot, dropped, ranges }: Summary): void {
    this.#boot = Math.max(this.#boot, boot);
    this.countDropped(dropped, ranges);
  }

  #forgetUnkept(entry: Entry): void {
    if (!this.#unkept.delete(entry)) return;
    this.#unkeptBytes -= entry.bytes;
    this.entries.remove(entry);
  }
}
