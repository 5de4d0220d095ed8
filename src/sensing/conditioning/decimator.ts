import type { Seconds } from "../../domain/time.js";
import { type OnSample, Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { emitHole, SET_BACK } from "./cells.js";
import { FilteredCells, PARTS } from "./filtered-cells.js";

/** A value speaks for half the time to the values on its sides, but for no more than so many times what is usual. */
const STRETCH = 4;
/** How quickly it learns what is usual. */
const SHARE = 1 / 8;
/** A cell of which less than this share was measured has no mean. */
const LEAST = 0.15;

/**
 * Puts samples that come faster than the working rate on the grid of cells, through a filter against aliasing. Each sample is
 * only summed and counted; what falls into one part of a cell is then weighted together, by where it lies and by the time that
 * it speaks for, so that neither uneven time stamps nor a change of the rate shift the weights.
 */
export class Decimator implements Persistent {
  readonly #onSample: OnSample;
  readonly #cells: FilteredCells;
  /** What is told of: a part of a cell, of which it covers so wide a share; a cell and its plain mean. */
  readonly #out = new Sample();
  #width: Seconds = Number.NaN;
  /** Middle of the first cell. */
  #origin: Seconds = Number.NaN;
  /** Number of the open cell and where it begins. */
  #cell = 0;
  #start: Seconds = Number.NaN;
  /** The part that is being filled: its place in the cell, rows, values, and their sum over the cell's first value. */
  #part = -1;
  #rows = 0;
  #count = 0;
  #sum = 0;
  /** Of the parts of this cell before that one: values times seconds, over the cell's first value, which keeps a constant constant. */
  #first = Number.NaN;
  #cellSum = 0;
  #covered: Seconds = 0;
  /** Time of the first and of the last row of the part, how far the one before the first lies back, what is usual from part to part. */
  #begin: Seconds = Number.NaN;
  #last: Seconds = Number.NaN;
  #gap: Seconds = Number.NaN;
  #usual: Seconds = Number.NaN;

  /** @param at middle of the first cell; @param spacing about how far samples are apart */
  constructor(at: Seconds, width: Seconds, spacing: Seconds, onSample: OnSample) {
    this.#onSample = onSample;
    this.#cells = new FilteredCells(width, onSample);
    this.#width = width;
    this.#origin = at;
    this.#start = at - width / 2;
    this.#usual = Math.max(spacing, width / PARTS);
    this.#gap = spacing;
  }

  /** A row older than the part that is being filled is dropped. */
  push(sample: Sample): void {
    const { at, mv } = sample;
    let place = (at - this.#start) / this.#width;
    if (!(place >= 0 && place < 1)) {
      if (!this.#move(sample)) return;
      place = Math.min(Math.max((at - this.#start) / this.#width, 0), 1);
    }
    const part = Math.floor(place * PARTS + 0.5);
    if (part !== this.#part) {
      if (part < this.#part) return;
      this.#closePart(sample);
      this.#part = part;
      this.#begin = at;
    }
    this.#last = at;
    this.#rows++;
    if (!Number.isFinite(mv)) return;
    if (Number.isNaN(this.#first)) this.#first = mv;
    this.#sum += mv - this.#first;
    this.#count++;
  }

  /** Nothing more comes: passes on what waits of the full cells. */
  end(): void {
    this.#cells.end();
  }

  persist(snapshot: Snapshot): void {
    this.#width = snapshot.number("width", this.#width);
    this.#origin = snapshot.number("origin", this.#origin);
    this.#cell = snapshot.number("cell", this.#cell);
    this.#start = snapshot.number("start", this.#start);
    this.#part = snapshot.number("part", this.#part);
    this.#rows = snapshot.number("rows", this.#rows);
    this.#count = snapshot.number("count", this.#count);
    this.#sum = snapshot.number("sum", this.#sum);
    this.#first = snapshot.number("first", this.#first);
    this.#cellSum = snapshot.number("cellSum", this.#cellSum);
    this.#covered = snapshot.number("covered", this.#covered);
    this.#begin = snapshot.number("begin", this.#begin);
    this.#last = snapshot.number("last", this.#last);
    this.#gap = snapshot.number("gap", this.#gap);
    this.#usual = snapshot.number("usual", this.#usual);
    snapshot.part("cells", this.#cells);
  }

  /** Goes on to the cell of `at`, which is not the open one; false when that is over. */
  #move(sample: Sample): boolean {
    const { at } = sample;
    const cells = Math.floor((at - this.#start) / this.#width);
    if (cells < 0 && cells >= -SET_BACK) return false;
    this.#closePart(cells === 1 ? sample : undefined);
    this.#closeCell();
    if (cells !== 1) this.#cells.end();
    if (cells < 0) {
      this.#emitHole(at);
      this.#origin = at;
      this.#cell = 0;
    } else {
      if (cells > 1) {
        this.#emitHole(this.#middle(this.#cell + 1), cells - 1);
        // One hole is soon forgotten; a rate that has fallen makes more.
        this.#usual += (this.#width - this.#usual) * SHARE;
      }
      this.#cell += cells;
    }
    this.#start = this.#middle(this.#cell) - this.#width / 2;
    return true;
  }

  #emitHole(from: Seconds, missing?: number): void {
    this.#out.width = this.#width;
    emitHole(this.#onSample, this.#out, from, missing);
  }

  #middle(cell: number): Seconds {
    return this.#origin + cell * this.#width;
  }

  /** @param following begins the next part; undefined when that is beyond a hole */
  #closePart(following: Sample | undefined): void {
    if (this.#rows === 0) return;
    const whole = following !== undefined;
    const next = whole ? following.at : Number.NaN;
    const gap = whole ? Math.min(next - this.#last, STRETCH * this.#usual) : this.#usual;
    const spoken = (this.#gap + gap) / 2 + this.#last - this.#begin;
    this.#gap = gap;
    if (whole) this.#usual += (Math.min(next - this.#begin, this.#width) - this.#usual) * SHARE;
    if (this.#count > 0) {
      const measured = (spoken * this.#count) / this.#rows;
      this.#out.mv = this.#first + this.#sum / this.#count;
      this.#out.width = measured / this.#width;
      this.#cells.add(this.#part, this.#out);
      this.#covered += measured;
      this.#cellSum += measured * (this.#sum / this.#count);
    }
    this.#rows = 0;
    this.#count = 0;
    this.#sum = 0;
  }

  #closeCell(): void {
    const measured = this.#covered >= LEAST * this.#width;
    this.#out.at = this.#middle(this.#cell);
    this.#out.mv = measured ? this.#first + this.#cellSum / this.#covered : Number.NaN;
    this.#cells.close(this.#out);
    this.#part = -1;
    this.#first = Number.NaN;
    this.#cellSum = 0;
    this.#covered = 0;
  }
}
