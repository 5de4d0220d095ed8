import type { Seconds } from "../../domain/time.js";

/** The outermost parts of a trace that the scale may cut off, a hundredth of all columns on each side. */
const OUTERMOST = 0.01;

/** In mV: what is larger is no voltage, and would leave nothing of the precision of the rest. */
const LARGEST = 1e12;

/**
 * A stretch of one electrode in a fixed number of columns, mean, lowest and highest of each: samples of any number, in the memory of
 * one picture, and no peak is lost. `push` allocates nothing.
 */
export class ColumnTrace {
  readonly from: Seconds;
  readonly to: Seconds;
  /** In mV; NaN where nothing was measured. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly mean: Float64Array;
  /** 1 where the line must not go on from the columns before: something was missing in between. */
  readonly broken: Uint8Array;
  readonly #counts: Uint32Array;
  readonly #patience: Seconds;
  #before: Seconds = Number.NaN;
  #missing = false;

  /** @param patience samples further apart than this have a hole between them */
  constructor(from: Seconds, to: Seconds, columns: number, patience: Seconds) {
    this.from = from;
    this.to = to;
    this.low = new Float64Array(columns).fill(Number.NaN);
    this.high = this.low.slice();
    this.mean = this.low.slice();
    this.#counts = new Uint32Array(columns);
    this.broken = new Uint8Array(columns);
    this.#patience = patience;
  }

  get columns(): number {
    return this.low.length;
  }

  /** In the order of time; NaN where there is no value. What lies outside is left out. */
  push(at: Seconds, mv: number): void {
    if (!(at >= this.from && at <= this.to)) return;
    if (!(Math.abs(mv) < LARGEST)) {
      this.#missing = true;
      return;
    }
    const column = this.columnOf(at);
    if (this.#missing || at - this.#before > this.#patience) this.broken[column] = 1;
    this.#missing = false;
    this.#before = at;
    const count = this.#counts[column]! + 1;
    this.#counts[column] = count;
    const mean = count === 1 ? mv : this.mean[column]!;
    this.mean[column] = mean + (mv - mean) / count;
    if (!(mv >= this.low[column]!)) this.low[column] = mv;
    if (!(mv <= this.high[column]!)) this.high[column] = mv;
  }

  /** Where a time lies, clamped into the picture. */
  columnOf(at: Seconds): number {
    const column = Math.floor(((at - this.from) / (this.to - this.from)) * this.columns);
    return Math.min(Math.max(column, 0), this.columns - 1);
  }

  /** Lowest and highest from one time to another, in mV; undefined where nothing was measured. */
  reach(from: Seconds, to: Seconds): { low: number; high: number } | undefined {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let c = this.columnOf(from); c <= this.columnOf(to); c++) {
      if (Number.isNaN(this.low[c])) continue;
      low = Math.min(low, this.low[c]!);
      high = Math.max(high, this.high[c]!);
    }
    return low <= high ? { low, high } : undefined;
  }

  /** What a scale should show, in mV: nearly all of the columns that count, so that one moment does not flatten the rest. */
  bulk(counts: (column: number) => boolean): { low: number; high: number } | undefined {
    const lows = this.low.filter((mv, column) => !Number.isNaN(mv) && counts(column)).sort();
    const highs = this.high.filter((mv, column) => !Number.isNaN(mv) && counts(column)).sort();
    if (lows.length === 0) return undefined;
    const cut = Math.floor(lows.length * OUTERMOST);
    return { low: lows[cut]!, high: highs[highs.length - 1 - cut]! };
  }
}
