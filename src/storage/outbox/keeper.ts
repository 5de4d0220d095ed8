import { isFull } from "../../domain/errors.js";
import type { Segment } from "../log/segment.js";
import type { SegmentedLog } from "../log/segmented-log.js";
import type { Contents } from "./contents.js";
import { type OutboxBounds, TELEMETRY } from "./policy.js";
import { readRecords } from "./read-records.js";

/** On a full disk so much is given up at once: enough for the state of a node, which is written beside its older one. Bytes. */
const ROOM = 2 * 2 ** 20;

/** Takes the outbox to the disk, and gives up what is oldest there. One thing at a time. */
export class Keeper {
  readonly #log: SegmentedLog;
  readonly #contents: Contents;
  readonly #bounds: OutboxBounds;

  constructor(log: SegmentedLog, contents: Contents, bounds: OutboxBounds) {
    this.#log = log;
    this.#contents = contents;
    this.#bounds = bounds;
  }

  /**
   * Writes what is new: one append. Where the disk is full, room is made first.
   * @throws what the system says; then it is in memory alone, as before
   */
  async write(): Promise<void> {
    try {
      await this.#append();
    } catch (error) {
      if (!isFull(error) || !(await this.makeRoom())) throw error;
      await this.#append();
    }
  }

  async #append(): Promise<void> {
    const unkept = this.#contents.takeUnkept();
    if (unkept === undefined) return;
    try {
      this.#contents.kept(unkept, await this.#log.append(unkept.records));
    } catch (error) {
      this.#contents.notKept(unkept);
      throw error;
    }
  }

  /**
   * Gives up the oldest segments while the log takes more room than what was sent may have, and twice what waits. So that at least half
   * of what lies there is given up, and a message that waits is seldom written twice.
   * @throws what the system says
   */
  async compact(): Promise<void> {
    const { entries } = this.#contents;
    for (;;) {
      const [oldest, ...newer] = this.#log.segments;
      if (oldest === undefined || newer.length === 0) return;
      if (this.#log.bytes <= this.#bounds.sent + 2 * entries.waitingBytes) return;
      await this.#moveToEnd(oldest);
      await this.#remove(oldest);
    }
  }

  /**
   * Gives up the oldest segments on a full disk, as long as nothing waits in them but telemetry. Says whether there is more room now.
   * @throws what the system says
   */
  async makeRoom(): Promise<boolean> {
    let freed = 0;
    for (const segment of [...this.#log.segments]) {
      const waiting = this.#contents.entries.in(segment).filter(({ fate }) => fate === "waiting");
      if (freed >= ROOM || waiting.some(({ rank }) => rank < TELEMETRY)) break;
      const { bytes } = segment;
      for (const entry of waiting) this.#contents.drop(entry);
      await this.#remove(segment);
      freed += bytes;
    }
    return freed > 0;
  }

  /** What waits in a segment is written once more, before the segment is given up. */
  async #moveToEnd(segment: Segment): Promise<void> {
    const waiting = this.#contents.entries.in(segment).filter(({ fate }) => fate === "waiting");
    const found = await readRecords(this.#log, waiting);
    const moving = waiting.flatMap((entry) => {
      const json = found.get(entry);
      return json === undefined ? [] : [{ entry, json }];
    });
    if (moving.length > 0) {
      const places = await this.#log.append(moving.map(({ json }) => json));
      for (const [i, { entry }] of moving.entries()) entry.place = places[i];
    }
    // What could not be read is lost, and counted.
    for (const entry of waiting)
      if (entry.fate === "waiting" && entry.place?.segment === segment) this.#contents.drop(entry);
  }

  async #remove(segment: Segment): Promise<void> {
    await this.#log.remove(segment);
    this.#contents.forget(segment);
  }
}
