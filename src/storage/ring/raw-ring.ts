import { isFull, messageOf } from "../../domain/errors.js";
import type { HealthFacts } from "../../domain/health.js";
import type { SteadyClock } from "../../ports/clock.js";
import type { Files } from "../../ports/files.js";
import type { Log } from "../../ports/log.js";
import type { RawSignal, RawSignals } from "../../ports/raw-signal.js";
import { type Anchor, encodeBlock, type Hints, type Rows } from "./block.js";
import { firstAfterSet, tellsMore } from "./clock-set.js";
import { framed } from "./frame.js";
import { part, RowBuffer } from "./row-buffer.js";
import { Segments } from "./segments.js";

/** What waits in memory while the card takes nothing: hours of an ordinary node. The oldest are given up first, and counted. */
const MOST_WAITING = 2 ** 20;

export interface RawRingParts {
  readonly files: Files;
  readonly folder: string;
  /** On the card, at most. */
  readonly bytes: number;
  /** Counts the node's starts. */
  readonly boot: number;
  readonly clock: SteadyClock;
  readonly log: Log;
}

/** Rows as they will lie on the card. */
interface Waiting {
  readonly frame: Uint8Array;
  readonly rows: number;
}

/**
 * The raw signal of all devices, kept on the card for a season: a bounded ring of files, to which each exhale appends a block a device.
 * A power cut costs what was heard since the last exhale. A card that takes nothing costs, once memory is full, the oldest that waits.
 */
export class RawRing implements RawSignals {
  readonly #parts: RawRingParts;
  readonly #segments: Segments;
  readonly #buffers: RowBuffer[] = [];
  readonly #hints = new Map<string, Hints>();
  #waiting: Waiting[] = [];
  #anchor: Anchor;
  /** What was last told of the clock. */
  #told: Anchor | undefined;
  #written = 0;
  #lost = 0;
  #trouble: string | undefined;

  constructor(parts: RawRingParts) {
    this.#parts = parts;
    this.#segments = new Segments(parts.files, parts.folder, parts.bytes);
    this.#anchor = this.#anchorNow();
  }

  get files(): Files {
    return this.#parts.files;
  }

  get folder(): string {
    return this.#parts.folder;
  }

  open(device: string, names: readonly string[]): RawSignal {
    const buffer = new RowBuffer(device, names, () => this.#seal([buffer]));
    this.#buffers.push(buffer);
    return buffer;
  }

  /** Keeps what was heard since the last time: it lies on the card when this resolves, or waits for the next time. Never rejects. */
  async keep(): Promise<void> {
    this.#seal(this.#buffers);
    const { log, folder } = this.#parts;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    const bytes = Buffer.concat(waiting.map(({ frame }) => frame));
    try {
      await this.#segments.append(bytes);
      this.#waiting = this.#waiting.filter((one) => !waiting.includes(one));
      this.#written += bytes.length;
      if (this.#trouble !== undefined) log("info", `the raw signal is kept again in ${folder}`);
      this.#trouble = undefined;
    } catch (error) {
      const trouble = explain(error, folder);
      if (trouble !== this.#trouble) log("warn", trouble);
      this.#trouble = trouble;
    }
  }

  /** The card is full, and the state matters more: the oldest file goes. Says whether there was one. */
  async giveWay(): Promise<boolean> {
    const gave = await this.#segments.giveUpOldest().catch(() => false);
    if (gave) this.#parts.log("warn", "the oldest raw signal was given up, so that the state finds room");
    return gave;
  }

  async close(): Promise<void> {
    await this.#segments.close();
  }

  /** In this run. */
  get bytesWritten(): number {
    return this.#written;
  }

  /** For `health`. */
  report(): HealthFacts {
    return {
      bytes: this.#segments.bytes,
      bytes_written: this.#written,
      rows_lost: this.#lost,
      ...(this.#trouble !== undefined && { problem: this.#trouble }),
    };
  }

  /** Makes blocks of the rows that these hold, and of what the clock is worth if that is new. */
  #seal(buffers: readonly RowBuffer[]): void {
    const before = this.#anchor;
    const after = this.#anchorNow();
    for (const buffer of buffers) {
      const rows = buffer.take();
      const split = firstAfterSet(rows.times, before, after);
      this.#put(before, part(rows, 0, split));
      this.#put(after, part(rows, split, rows.times.length));
    }
    if (this.#waiting.length > 0 || this.#told !== undefined) {
      if (tellsMore(this.#told, after))
        this.#wait({ frame: framed(encodeBlock({ anchor: after, rows: undefined })), rows: 0 });
      this.#told = after;
    }
    // The other buffers still hold rows from before.
    if (buffers === this.#buffers) this.#anchor = after;
  }

  #put(anchor: Anchor, rows: Rows): void {
    const count = rows.times.length;
    if (count === 0) return;
    let hints = this.#hints.get(rows.device);
    if (hints === undefined) {
      hints = new Map();
      this.#hints.set(rows.device, hints);
    }
    this.#wait({ frame: framed(encodeBlock({ anchor, rows }, hints)), rows: count });
    this.#told = anchor;
  }

  #wait(one: Waiting): void {
    this.#waiting.push(one);
    let bytes = this.#waiting.reduce((sum, { frame }) => sum + frame.length, 0);
    while (bytes > MOST_WAITING && this.#waiting.length > 1) {
      const oldest = this.#waiting.shift()!;
      bytes -= oldest.frame.length;
      this.#lost += oldest.rows;
    }
  }

  #anchorNow(): Anchor {
    const { boot, clock } = this.#parts;
    return { boot, quality: clock.quality, wall: clock.now(), steady: clock.steady() };
  }
}

function explain(error: unknown, folder: string): string {
  const goesOn = "the raw signal waits in memory, the rest of the node does not mind";
  if (isFull(error))
    return `the card is full, ${folder} takes no raw signal: free some space, or set a smaller raw.keep_mb in node.json; ${goesOn}`;
  return `${folder} takes no raw signal (${messageOf(error)}): look at the card; ${goesOn}`;
}
