import type { Seconds, TimeQuality } from "../../domain/time.js";
import { BitReader, BitWriter } from "./bits.js";
import { readColumn, writeColumn } from "./column.js";
import type { Grid } from "./grid.js";

/** In the order of trust; their place is what is written. */
const QUALITIES: readonly TimeQuality[] = ["floor", "rtc", "ntp", "simulated"];

/** What the clock was worth at a moment: enough to tell later how wrong it was. */
export interface Anchor {
  /** The run of the node: it counts its starts. */
  readonly boot: number;
  readonly quality: TimeQuality;
  /** The clock that people read, which may be set. */
  readonly wall: Seconds;
  /** At the same moment, a clock that nobody sets; its zero is each run's own. */
  readonly steady: Seconds;
}

/** Rows of one device, in the order in which they came. */
export interface Rows {
  readonly device: string;
  /** Its electrodes. */
  readonly names: readonly string[];
  /** One of each row. Where the clock was set back they go back. */
  readonly times: Float64Array;
  /** For each electrode its values, in mV; NaN where there was none. */
  readonly values: readonly Float64Array[];
  /** Rows before which the device had rested as it should: what lies between is `unheard`, and no gap. */
  readonly rested: readonly number[];
}

/** A block of the ring: it can be read without any other. Without rows it only tells what the clock is worth. */
export interface Block {
  readonly anchor: Anchor;
  readonly rows: Rows | undefined;
}

/** The grids of the columns before, by the name of the electrode; times have their own. */
export type Hints = Map<string, Grid | undefined>;
const TIMES = "";

/** @param hints are used, and brought up to date */
export function encodeBlock({ anchor, rows }: Block, hints: Hints = new Map()): Uint8Array {
  const to = new BitWriter();
  to.count(anchor.boot);
  to.bits(QUALITIES.indexOf(anchor.quality), 2);
  to.float64(anchor.wall);
  to.float64(anchor.steady);
  to.count(rows?.times.length ?? 0);
  if (rows === undefined || rows.times.length === 0) return to.take();
  to.float64(rows.times.reduce((least, at) => Math.min(least, at)));
  to.float64(rows.times.reduce((most, at) => Math.max(most, at)));
  to.text(rows.device);
  to.count(rows.names.length);
  for (const name of rows.names) to.text(name);
  to.count(rows.rested.length);
  for (const row of rows.rested) to.count(row);
  hints.set(TIMES, writeColumn(to, rows.times, hints.get(TIMES)));
  for (const [i, name] of rows.names.entries()) hints.set(name, writeColumn(to, rows.values[i]!, hints.get(name)));
  return to.take();
}

/** A block whose beginning alone was read. */
export interface BlockHead {
  readonly anchor: Anchor;
  /** Absent where it has no rows. */
  readonly about?: {
    readonly count: number;
    /** The least and the greatest of its times, as the clock stood. */
    readonly from: Seconds;
    readonly to: Seconds;
    readonly device: string;
    readonly names: readonly string[];
  };
  /** All of it; undefined where there are none, or they make no sense. */
  rows(): Rows | undefined;
}

/** A ring writes far fewer rows and electrodes into a block: whoever says more asks for memory that nobody has. */
const MOST_ROWS = 2 ** 16;
const MOST_NAMES = 256;

/** Of bytes that `encodeBlock` gave: a check sum must have said so. Undefined for others, under whatever check sum. */
export function decodeBlock(bytes: Uint8Array): BlockHead | undefined {
  return unlessNonsense(() => headOf(new BitReader(bytes)));
}

function headOf(from: BitReader): BlockHead {
  const boot = from.count();
  const quality = QUALITIES[from.bits(2)]!;
  const anchor = { boot, quality, wall: from.float64(), steady: from.float64() };
  const count = from.count(MOST_ROWS);
  if (count === 0) return { anchor, rows: () => undefined };
  const [least, most] = [from.float64(), from.float64()];
  const device = from.text();
  const names = Array.from({ length: from.count(MOST_NAMES) }, () => from.text());
  return {
    anchor,
    about: { count, from: least, to: most, device, names },
    rows: () => unlessNonsense(() => ({ device, names, ...columnsOf(from, count, names.length) })),
  };
}

function columnsOf(from: BitReader, count: number, electrodes: number): Pick<Rows, "rested" | "times" | "values"> {
  const rested = Array.from({ length: from.count(count) }, () => from.count());
  const [times, ...values] = Array.from({ length: 1 + electrodes }, () => {
    const column = new Float64Array(count);
    readColumn(from, column);
    return column;
  });
  return { rested, times: times!, values };
}

/** What `read` gives; undefined where it is asked to count what cannot be. */
function unlessNonsense<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
