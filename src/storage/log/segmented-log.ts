import type { AppendFile, Files } from "../../ports/files.js";
import { isFull } from "../state-error.js";
import { encodeRecord } from "./record.js";
import { nameOf, numberIn, type Place, type Segment, scan } from "./segment.js";

export interface SegmentedLogParts {
  readonly files: Files;
  /** Its own; made when something is first written. */
  readonly folder: string;
  /** From this size on, the next record begins a new segment. Bytes. */
  readonly segmentBytes: number;
  /** The first record of each segment, as JSON: what must be known when all that came before it is gone. */
  readonly header: () => string;
}

/** What was wrong with what was found. */
export interface LogDamage {
  /** Segments that cannot be read, or have damaged records before whole ones: the medium fails. */
  readonly damaged: readonly string[];
}

/**
 * Records on a card that may lose power at any moment, in files that only grow and of which the oldest are thrown away whole.
 * - What `append` took is there after any power cut, and what it was writing is there as far as its records are whole.
 * - A torn end is cut off before anything is appended. After a write that failed, nobody knows what lies in that file: the next record
 *   begins a new one.
 * It has one writer; `append` and `remove` come one after the other.
 */
export class SegmentedLog {
  readonly #files: Files;
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #header: () => string;
  /** Oldest first. */
  #segments: Segment[] = [];
  /** The newest one, while it may be appended to. */
  #open: { readonly file: AppendFile; readonly segment: Segment } | undefined;
  /** The number of the next one; undefined until the folder could be read. */
  #next: number | undefined;
  #bytesWritten = 0;

  constructor({ files, folder, segmentBytes, header }: SegmentedLogParts) {
    this.#files = files;
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
    this.#header = header;
  }

  /** Oldest first. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Of all segments. */
  get bytes(): number {
    return this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Since it was made. */
  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  /**
   * Reads all that is there, in the order in which it was written, and cuts off a torn end. The bytes that `onRecord` gets are others later.
   * @throws what the system says of the folder; a segment that cannot be read is damage, and no error
   */
  async open(onRecord: (json: Buffer, place: Place) => void): Promise<LogDamage> {
    const damaged: string[] = [];
    const numbers = await this.#numbers();
    this.#next = (numbers.at(-1) ?? 0) + 1;
    let torn = false;
    // One for all: what is read of a segment is over when the next is read.
    let room: Buffer = Buffer.alloc(0);
    for (const number of numbers) {
      const segment: Segment = { number, bytes: 0 };
      this.#segments.push(segment);
      const bytes = await this.#bytesOf(segment, room).catch(() => undefined);
      if (bytes === undefined) {
        damaged.push(nameOf(number));
        continue;
      }
      if (bytes.length > room.length) room = bytes;
      const { whole, beyond } = scan(bytes, (json, offset, length) => onRecord(json, { segment, offset, length }));
      if (beyond > 0) damaged.push(nameOf(number));
      segment.bytes = beyond > 0 ? bytes.length : whole;
      torn = whole < bytes.length;
    }
    const last = this.#segments.at(-1);
    if (last !== undefined && !damaged.includes(nameOf(last.number))) await this.#continue(last, torn).catch(() => {});
    return { damaged };
  }

  /**
   * Puts records at the end, and resolves with their places when they lie safely on the medium: one write and one sync.
   * @throws what the system says; whether they are there is not known then
   */
  async append(records: readonly string[]): Promise<Place[]> {
    const { file, segment } = await this.#writable();
    const begins = segment.bytes === 0;
    const lines = (begins ? [this.#header(), ...records] : records).map(encodeRecord);
    try {
      await file.append(Buffer.concat(lines));
      await file.sync();
      if (begins) await this.#files.syncFolder(this.#folder);
    } catch (error) {
      await this.#giveUp(file, segment);
      throw error;
    }
    const places: Place[] = [];
    for (const { length } of lines) {
      places.push({ segment, offset: segment.bytes, length });
      segment.bytes += length;
      this.#bytesWritten += length;
    }
    return places.slice(lines.length - records.length);
  }

  /**
   * Bytes of a segment, in `into` if there is room for them; undefined when it is gone.
   * @throws what the system says
   */
  async read(segment: Segment, offset: number, length: number, into?: Buffer): Promise<Buffer | undefined> {
    const bytes = await this.#files.readBytes(this.#pathOf(segment), offset, length, into);
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /**
   * Throws a segment away. Safe when it resolves, so that no power cut brings back a segment without those that came after it.
   * @throws what the system says; it may be there still then
   */
  async remove(segment: Segment): Promise<void> {
    if (this.#open?.segment === segment) await this.close();
    const isLast = segment.bytes > 0 && this.#segments.every((one) => one === segment || one.bytes === 0);
    // What must be known when it is gone lies in another one first; on a full disk, which has no room for that, right after.
    const isKnown = !isLast || (await this.#writeHeader());
    await this.#files.remove(this.#pathOf(segment));
    await this.#files.syncFolder(this.#folder);
    this.#segments = this.#segments.filter((one) => one !== segment);
    if (!isKnown) await this.#writeHeader();
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.file.close();
  }

  /** Begins a segment, if none is. Says whether there was room for it. */
  async #writeHeader(): Promise<boolean> {
    try {
      await this.append([]);
      return true;
    } catch (error) {
      if (isFull(error)) return false;
      throw error;
    }
  }

  async #numbers(): Promise<number[]> {
    const names = await this.#files.list(this.#folder);
    return names.flatMap((name) => numberIn(name) ?? []).sort((a, b) => a - b);
  }

  async #bytesOf(segment: Segment, into: Buffer): Promise<Buffer | undefined> {
    return this.read(segment, 0, (await this.#files.size(this.#pathOf(segment))) ?? 0, into);
  }

  /** Goes on in the newest segment. */
  async #continue(segment: Segment, torn: boolean): Promise<void> {
    const file = await this.#files.openToAppend(this.#pathOf(segment));
    this.#open = { file, segment };
    if (!torn) return;
    try {
      // Synced before anything is appended: else a power cut could bring back what was cut off, in front of what came after.
      await file.truncate(segment.bytes);
      await file.sync();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** The segment that the next record goes to; a new one where the last is full, or cannot be trusted. */
  async #writable(): Promise<{ readonly file: AppendFile; readonly segment: Segment }> {
    if (this.#open !== undefined && this.#open.segment.bytes < this.#segmentBytes) return this.#open;
    await this.close();
    await this.#files.makeFolder(this.#folder);
    this.#next ??= ((await this.#numbers()).at(-1) ?? 0) + 1;
    const segment: Segment = { number: this.#next, bytes: 0 };
    const file = await this.#files.openToAppend(this.#pathOf(segment));
    this.#next++;
    this.#open = { file, segment };
    this.#segments.push(segment);
    return this.#open;
  }

  /** After a write that failed. */
  async #giveUp(file: AppendFile, segment: Segment): Promise<void> {
    this.#open = undefined;
    await file.truncate(segment.bytes).catch(() => {}); // what could not be cut off is read again, and does no harm
    await file.close().catch(() => {});
    // What cannot be removed now, and may hold something after all, is given up with the others of its age.
    if (segment.bytes === 0) await this.remove(segment).catch(() => {});
  }

  #pathOf({ number }: Segment): string {
    return `${this.#folder}/${nameOf(number)}`;
  }
}
