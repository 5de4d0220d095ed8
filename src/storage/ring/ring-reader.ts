import { createHash, type Hash } from "node:crypto";
import { DAY, type Seconds, type TimeQuality } from "../../domain/time.js";
import type { Files } from "../../ports/files.js";
import { type Anchor, type BlockHead, decodeBlock, type Rows } from "./block.js";
import { anotherRun, RunClock } from "./clock-set.js";
import { scan } from "./frame.js";
import { type Segment, segmentsIn } from "./segments.js";

/** Rows of the ring, their times as right as they will ever be. */
export interface Stretch extends Rows {
  readonly boot: number;
  /** What the times are worth now. */
  readonly quality: TimeQuality;
  /** By how much they were set right, once the node knew better; 0 as a rule. */
  readonly corrected: Seconds;
}

/** What a part of the ring holds of one device. */
export interface DeviceHeard {
  readonly device: string;
  /** Every electrode that it had, in the order in which they came. */
  readonly names: readonly string[];
  readonly rows: number;
}

/** What a ring holds of one device on one day (UTC). */
export interface DayHeard extends DeviceHeard {
  /** Its first second. */
  readonly day: Seconds;
  /** Of all that the day consists of, with its corrections: where anything is added or set right, it is another. */
  readonly print: string;
}

/** What is asked of a ring; times both included. */
export interface Asked {
  readonly from?: Seconds | undefined;
  readonly to?: Seconds | undefined;
  readonly device?: string | undefined;
}

interface KnownSegment extends Segment {
  /** The run that its first block belongs to. */
  readonly run: number;
}

/** A ring as it lay there when it was opened, for reading. A node may go on writing: what it writes meanwhile is not seen. */
export class RingReader {
  readonly #files: Files;
  readonly #folder: string;
  readonly #segments: readonly KnownSegment[];
  readonly #runs: readonly RunClock[];
  /** Bytes that make no sense. */
  readonly damaged: number;
  /** From when till when the rows of a file are, for those that were gone through once: who asks for a day need not read all of them. */
  readonly #spans = new Map<string, { readonly from: Seconds; readonly to: Seconds }>();

  private constructor(
    files: Files,
    folder: string,
    found: { segments: readonly KnownSegment[]; runs: readonly RunClock[]; damaged: number },
  ) {
    this.#files = files;
    this.#folder = folder;
    this.#segments = found.segments;
    this.#runs = found.runs;
    this.damaged = found.damaged;
  }

  /**
   * Goes through the whole ring once, a file at a time: what a run knew of the clock at its end tells the times of its beginning.
   * @param newest so many files alone, the last ones: they have the last days
   */
  static async open(files: Files, folder: string, newest = Number.POSITIVE_INFINITY): Promise<RingReader> {
    const segments: KnownSegment[] = [];
    const runs: RunClock[] = [];
    let damaged = 0;
    let last: Anchor | undefined;
    for (const segment of (await segmentsIn(files, folder)).slice(-newest)) {
      let run: number | undefined;
      const found = await blocksOf(files, folder, segment);
      damaged += found.damaged;
      for (const { anchor } of found.blocks) {
        if (last === undefined || anotherRun(last, anchor)) runs.push(new RunClock(anchor));
        else runs.at(-1)!.learn(anchor);
        last = anchor;
        run ??= runs.length - 1;
      }
      if (run !== undefined) segments.push({ ...segment, run });
    }
    return new RingReader(files, folder, { segments, runs, damaged });
  }

  /** Which devices were heard. */
  async devices(asked: Asked = {}): Promise<readonly DeviceHeard[]> {
    const heard = new Map<string, { names: Set<string>; rows: number }>();
    for await (const { about } of this.#blocks(asked)) {
      const known = heard.get(about.device) ?? { names: new Set(), rows: 0 };
      heard.set(about.device, known);
      for (const name of about.names) known.names.add(name);
      known.rows += about.count;
    }
    return [...heard].map(([device, { names, rows }]) => ({ device, names: [...names], rows }));
  }

  /** What was heard on which day, oldest first. Rows are counted by their blocks: those of one over midnight stand in both days. */
  async days(): Promise<readonly DayHeard[]> {
    const days = new Map<string, { day: Seconds; device: string; names: Set<string>; rows: number; print: Hash }>();
    for await (const { head, about, by } of this.#blocks({})) {
      const { device, count, names } = about;
      const [from, to] = [about.from + by, about.to + by];
      for (let day = Math.floor(from / DAY) * DAY; day <= to; day += DAY) {
        const key = `${day} ${device}`;
        const known = days.get(key) ?? { day, device, names: new Set(), rows: 0, print: createHash("sha256") };
        days.set(key, known);
        for (const name of names) known.names.add(name);
        known.rows += count;
        known.print.update(`${head.anchor.boot} ${from} ${to} ${count}\n`);
      }
    }
    return [...days.values()]
      .map(({ names, print, ...heard }) => ({ ...heard, names: [...names], print: print.digest("hex").slice(0, 12) }))
      .sort((a, b) => a.day - b.day);
  }

  /** What was heard, in the order in which it was, a block at a time: rows of the first and the last may lie beside what is asked for. */
  async *stretches(asked: Asked = {}): AsyncGenerator<Stretch> {
    for await (const { head, quality, by } of this.#blocks(asked)) {
      const rows = head.rows();
      if (rows === undefined) continue;
      if (by !== 0) for (let i = 0; i < rows.times.length; i++) rows.times[i]! += by;
      yield { ...rows, boot: head.anchor.boot, quality, corrected: by };
    }
  }

  async *#blocks({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, device }: Asked) {
    for (const segment of this.#segments) {
      const known = this.#spans.get(segment.name);
      if (known !== undefined && (known.to < from || known.from > to)) continue;
      const span = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
      let { run } = segment;
      let last: Anchor | undefined;
      for (const head of (await blocksOf(this.#files, this.#folder, segment)).blocks) {
        const { anchor, about } = head;
        if (last !== undefined && anotherRun(last, anchor)) run++;
        last = anchor;
        const { by, quality } = this.#runs[run]!.correction(anchor);
        if (about === undefined) continue;
        span.from = Math.min(span.from, about.from + by);
        span.to = Math.max(span.to, about.to + by);
        if (about.to + by < from || about.from + by > to) continue;
        if (device === undefined || device === about.device) yield { head, about, by, quality };
      }
      this.#spans.set(segment.name, span);
    }
  }
}

/** Of a file that the ring gave up meanwhile there are none. */
async function blocksOf(files: Files, folder: string, { name, bytes }: Segment) {
  const scanned = scan((await files.readBytes(`${folder}/${name}`, 0, bytes)) ?? new Uint8Array());
  const blocks: BlockHead[] = [];
  let { damaged } = scanned;
  for (const block of scanned.blocks) {
    const head = decodeBlock(block);
    if (head === undefined) damaged += block.length;
    else blocks.push(head);
  }
  return { blocks, damaged };
}
