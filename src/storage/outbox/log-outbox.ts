import { messageOf } from "../../domain/errors.js";
import type { Message, MessageName, MessageRange, Resent, UnnamedMessage } from "../../domain/message.js";
import type { Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Files } from "../../ports/files.js";
import type { Outbox } from "../../ports/outbox.js";
import { SegmentedLog } from "../log/segmented-log.js";
import { stateError } from "../state-error.js";
import { Contents } from "./contents.js";
import { type Entry, isDue } from "./entries.js";
import { Keeper } from "./keeper.js";
import { dropFromMemory, dropOld, dropOverflow } from "./limits.js";
import type { OlderOutbox } from "./older-outbox.js";
import { DEFAULT_BOUNDS, type OutboxBounds } from "./policy.js";
import { Ranges } from "./ranges.js";
import { readRecords } from "./read-records.js";
import { readRecord } from "./records.js";

export interface LogOutboxParts {
  readonly files: Files;
  /** Its own; made if it is not there. */
  readonly folder: string;
  readonly bounds?: OutboxBounds;
  /** From this size on, a new segment begins. Bytes. */
  readonly segmentBytes?: number;
}

const SEGMENT = 2 ** 20;
/** What a run begins with. */
export interface Beginning {
  /** Higher than `lastBoot`. */
  readonly boot: number;
  readonly clock: Clock;
  /** What an older andas left in its state. */
  readonly older: OlderOutbox;
}

/** So many messages are read from the disk at once. */
const BATCH = 64;

/**
 * The outbox on a log: what is put in lies in memory till the next `commit`, and from then on only where it lies is remembered. A disk
 * that takes nothing costs no message while there is memory, and less and less important ones after that.
 */
export class LogOutbox implements Outbox {
  readonly #folder: string;
  readonly #bounds: OutboxBounds;
  readonly #contents = new Contents();
  readonly #log: SegmentedLog;
  readonly #keeper: Keeper;
  /** What is done on the disk now, or was last; never rejects. */
  #turn: Promise<void> = Promise.resolve();
  /** The commit that will follow it: whoever asks meanwhile shares it. */
  #next: Promise<void> | undefined;
  /** Undefined before `begin`. */
  #clock: Clock | undefined;
  #boot = 0;
  #seq = 0;
  #trouble: string | undefined;

  constructor({ files, folder, bounds = DEFAULT_BOUNDS, segmentBytes = SEGMENT }: LogOutboxParts) {
    const header = () => this.#contents.summary;
    this.#folder = folder;
    this.#bounds = bounds;
    this.#log = new SegmentedLog({ files, folder, segmentBytes, header });
    this.#keeper = new Keeper(this.#log, this.#contents, bounds);
  }

  /** Finds what an earlier run left. Resolves to lines on what was wrong with it; a disk that cannot be read is one, and no error. */
  async open(): Promise<readonly string[]> {
    try {
      const { damaged } = await this.#log.open((json, place) => this.#contents.recall(json, place));
      this.#contents.entries.sort();
      if (damaged.length === 0) return [];
      return [
        `${damaged.join(", ")} in ${this.#folder}: damaged, what can be read is sent; if it happens again, change the disk`,
      ];
    } catch (error) {
      return [messageOf(stateError(error, this.#folder))];
    }
  }

  /** The highest boot that a message was put in: the next one must be higher. */
  get lastBoot(): number {
    return this.#contents.lastBoot;
  }

  /** From here on messages are counted anew. What an older andas left is taken over; what is here already is not taken twice. */
  begin({ boot, clock, older }: Beginning): void {
    this.#clock = clock;
    for (const { retain: _, ...message } of older.messages)
      if (this.#contents.entries.of(message) === undefined) this.#contents.put({ ...message, quality: "floor" });
    if (older.messages.length > 0) this.#contents.entries.sort();
    this.#contents.countDropped(older.dropped);
    this.#boot = boot;
    this.#seq = 0;
  }

  get depth(): number {
    return this.#contents.entries.waiting;
  }

  get oldest(): Seconds | undefined {
    if (this.depth === 0) return undefined; // nobody looks through all that was sent
    for (const { fate, at } of this.#contents.entries.after()) if (fate === "waiting") return at;
    return undefined;
  }

  get dropped(): number {
    return this.#contents.dropped;
  }

  get droppedRanges(): readonly MessageRange[] {
    return this.#contents.droppedRanges;
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Bytes written to the disk since it was made. */
  get bytesWritten(): number {
    return this.#log.bytesWritten;
  }

  /** All messages lie on the disk. */
  get isKept(): boolean {
    return this.#contents.unkeptBytes === 0;
  }

  put({ encode, ...message }: UnnamedMessage): void {
    const name = { boot: this.#boot, seq: this.#seq + 1 };
    this.#contents.put({ ...name, ...message, payload: encode(name) });
    this.#seq++;
    const { unkeptBytes } = this.#contents;
    if (this.#trouble !== undefined) dropFromMemory(this.#contents, this.#bounds);
    else if (unkeptBytes > this.#bounds.memory) void this.#clock?.hold("outbox", this.commit());
  }

  async *waiting(except: ReadonlySet<string> = new Set()): AsyncGenerator<Message> {
    let last: MessageName | undefined;
    let entries = this.#contents.entries.after();
    for (let isFresh = true; ; ) {
      const batch = this.#due(entries, except);
      if (batch.length === 0) {
        if (isFresh) return;
        entries = this.#contents.entries.after(last); // what was put meanwhile
        isFresh = true;
        continue;
      }
      isFresh = false;
      last = batch.at(-1);
      const records = await readRecords(this.#log, batch);
      if (records.size === 0) return; // the disk cannot be read now
      for (const entry of batch) {
        const message = this.#messageOf(entry, records);
        if (message !== undefined && isDue(entry) && !except.has(entry.topic)) yield message;
      }
    }
  }

  acknowledge(name: MessageName): void {
    const entry = this.#contents.entries.of(name);
    if (entry !== undefined) this.#contents.acknowledge(entry);
  }

  drop(name: MessageName): void {
    const entry = this.#contents.entries.of(name);
    if (entry?.fate === "waiting") this.#contents.drop(entry);
    else if (entry !== undefined) entry.again = false;
  }

  resend({ boot, from, to }: MessageRange): Resent {
    const { entries } = this.#contents;
    const last = boot === this.#boot ? this.#seq : entries.lastOf(boot);
    const end = Math.min(to, last ?? to);
    const gone = new Ranges();
    let count = 0;
    let next = from;
    for (const entry of entries.between({ boot, from, to: end })) {
      if (entry.seq > next) gone.addRange({ boot, from: next, to: entry.seq - 1 });
      next = entry.seq + 1;
      entry.again = entry.fate !== "waiting";
      count++;
    }
    if (next <= end) gone.addRange({ boot, from: next, to: end });
    return { count, gone: gone.list, ...(last !== undefined && { last }) };
  }

  commit(): Promise<void> {
    this.#next ??= this.#turn.then(() => {
      this.#next = undefined;
      this.#turn = this.#commit();
      return this.#turn;
    });
    return this.#next;
  }

  /** Gives up some of the oldest telemetry on a full disk, for what is more important. Says whether there is more room now. */
  async makeRoom(): Promise<boolean> {
    const work = this.#turn.then(() => this.#keeper.makeRoom()).catch(() => false);
    this.#turn = work.then(() => {});
    return work;
  }

  /** Waits for a commit under way and lets go of its files. Does not commit. */
  async close(): Promise<void> {
    await this.#next;
    await this.#turn;
    await this.#log.close();
  }

  async #commit(): Promise<void> {
    if (this.#clock !== undefined) dropOld(this.#contents, this.#clock.now(), this.#clock.quality);
    dropOverflow(this.#contents, this.#bounds);
    try {
      await this.#keeper.write();
      await this.#keeper.compact();
      this.#trouble = undefined;
    } catch (error) {
      this.#trouble = messageOf(stateError(error, this.#folder));
      dropFromMemory(this.#contents, this.#bounds);
    }
  }

  /** The next few that are to be sent. */
  #due(entries: Iterator<Entry>, except: ReadonlySet<string>): Entry[] {
    const due: Entry[] = [];
    while (due.length < BATCH) {
      const { value, done } = entries.next();
      if (done === true) break;
      if (isDue(value) && !except.has(value.topic)) due.push(value);
    }
    return due;
  }

  #messageOf(entry: Entry, records: ReadonlyMap<Entry, string | undefined>): Message | undefined {
    if (!records.has(entry)) return undefined;
    const json = records.get(entry);
    const record = json === undefined ? undefined : readRecord(json);
    if (record?.kind === "message") return { ...record.message, ...(entry.again && { again: true }) };
    if (entry.fate === "waiting")
      this.#contents.drop(entry); // damaged on the medium
    else entry.again = false;
    return undefined;
  }
}
