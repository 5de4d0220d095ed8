import type { Seconds } from "../../domain/time.js";
import { RunningQuantile } from "../stream/running-quantile.js";
import { type OnSample, Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { Edge } from "./edge.js";
import { lowPass, phases, REACH } from "./low-pass.js";

/** Parts of a cell: what lies in one shares a weight. Of what folds by that staircase, near PARTS waves a cell, 1/2000 is left. */
export const PARTS = 512;
/** The cell that is being filled lies under so many kernels: of those before it, its own, and of those to come. */
const TAPS = 2 * REACH + 1;
/** So many cells are under way at once, at least; a power of two. */
const SLOTS = 16;
const MASK = SLOTS - 1;
/** So much of a kernel's weight may be missing, or be there twice. */
const TOLERANCE = 0.2;
/** The means of neighbouring cells differ by a jump when by so many σ of what is usual, as in what judges jumps later on. */
const JUMP = 6;
/**
 * An edge within a cell is at least so much of the difference between the cells on its sides, where a slope is half of it at
 * most; and no more than so much, where hum is much more.
 */
const SHARP = 0.75;
const SHARPEST = 3;
/** So many differences decide what is usual; the median of the first so many is where that begins. */
const MEMORY = 300;
const FIRST = 31;

/**
 * Turns parts of cells into one filtered value a cell, REACH cells late, at the exact middle of its kernel.
 *
 * A filter smears and rings: a step becomes a slope and a glitch a hump, and both then look alive. So the plain mean of a cell
 * stands, as sharp as it was measured, wherever means jump within reach of the kernel, or a gap is, or it is not yet known
 * what a jump is. It stands too where all stands still, so that a dead converter gives values that are equal to the bit.
 */
export class FilteredCells implements Persistent {
  readonly #onSample: OnSample;
  readonly #out = new Sample();
  /** For each part of a cell its weight in each of the kernels over it. */
  readonly #kernels = phases(lowPass(PARTS), PARTS);
  /** Of the cells under way, each in its slot: weighted values, weights, and, once it is closed, its time and plain mean. */
  readonly #sums = new Float64Array(SLOTS);
  readonly #weights = new Float64Array(SLOTS);
  readonly #times = new Float64Array(SLOTS);
  readonly #means = new Float64Array(SLOTS).fill(Number.NaN);
  readonly #edge = new Edge();
  readonly #differences = new RunningQuantile(MEMORY);
  readonly #first = new Float64Array(FIRST);
  #compared = 0;
  /** Slot of the cell that is being filled. */
  #open = 0;
  /** Closed cells that were not yet passed on. */
  #waiting = 0;
  /** Cells in a row without a jump, and without any difference. */
  #calm = 0;
  #still = 0;

  /** @param width of a cell */
  constructor(width: Seconds, onSample: OnSample) {
    this.#out.width = width;
    this.#onSample = onSample;
  }

  /** @param part where in the open cell, 0 to PARTS; @param piece what was measured there, so wide a share of the cell */
  add(part: number, piece: Sample): void {
    const { mv, width: share } = piece;
    piece.at = part / PARTS;
    this.#edge.add(piece);
    const sums = this.#sums;
    const weights = this.#weights;
    const first = this.#open - REACH;
    for (let tap = 0; tap < TAPS; tap++) {
      const slot = (first + tap) & MASK;
      const weight = this.#kernels[part * TAPS + tap]! * share;
      sums[slot]! += weight * mv;
      weights[slot]! += weight;
    }
  }

  /** The open cell is full, and the next one begins. @param cell its time and the mean of what was measured in it, NaN where that is too little */
  close(cell: Sample): void {
    const mean = cell.mv;
    this.#compare(mean - this.#means[(this.#open - 1) & MASK]!);
    this.#sharpen(mean);
    this.#times[this.#open] = cell.at;
    this.#means[this.#open] = mean;
    const ready = (this.#open - REACH) & MASK;
    if (this.#waiting === REACH) this.#emitFiltered(ready);
    else this.#waiting++;
    this.#sums[ready] = 0;
    this.#weights[ready] = 0;
    this.#open = (this.#open + 1) & MASK;
    this.#edge.next();
  }

  /** What was measured breaks off: passes on what waits, and takes nothing of it over to the other side. */
  end(): void {
    for (let i = this.#waiting; i > 0; i--) {
      const slot = (this.#open - i) & MASK;
      this.#out.mv = this.#means[slot]!;
      this.#emit(slot);
    }
    this.#waiting = 0;
    this.#calm = 0;
    this.#still = 0;
    this.#sums.fill(0);
    this.#weights.fill(0);
    this.#means.fill(Number.NaN);
  }

  persist(snapshot: Snapshot): void {
    this.#open = snapshot.number("open", this.#open);
    this.#waiting = snapshot.number("waiting", this.#waiting);
    this.#calm = snapshot.number("calm", this.#calm);
    this.#still = snapshot.number("still", this.#still);
    this.#compared = snapshot.number("compared", this.#compared);
    snapshot.part("differences", this.#differences);
    snapshot.part("edge", this.#edge);
    snapshot.floats("sums", this.#sums);
    snapshot.floats("weights", this.#weights);
    snapshot.floats("times", this.#times);
    snapshot.floats("means", this.#means);
    snapshot.floats("first", this.#first);
  }

  /** Counts cells in a row that differ by no jump; a cell without a mean is one. */
  #compare(difference: number): void {
    const size = Math.abs(difference);
    this.#calm = size <= JUMP * this.#differences.sigma ? Math.min(this.#calm + 1, 2 * REACH) : 0;
    this.#still = size === 0 ? Math.min(this.#still + 1, 2 * REACH) : 0;
    if (size > 0 && size < Number.POSITIVE_INFINITY) this.#learn(size);
  }

  #learn(size: number): void {
    if (this.#compared === FIRST) {
      this.#differences.push(size);
      return;
    }
    this.#first[this.#compared++] = size;
    if (this.#compared === FIRST) this.#differences.seed(FIRST, this.#first.sort()[FIRST >> 1]!);
  }

  /** Puts the edge of a step between two cells where it lies within the one before the open one. */
  #sharpen(mean: number): void {
    const slot = (this.#open - 1) & MASK;
    const rise = Math.abs(mean - this.#means[(slot - 1) & MASK]!);
    if (!(rise > JUMP * this.#differences.sigma) || this.#compared < FIRST) return;
    const level = this.#edge.level(SHARP * rise, SHARPEST * rise);
    if (!Number.isNaN(level)) this.#means[slot] = level;
  }

  #emitFiltered(slot: number): void {
    const weight = this.#weights[slot]!;
    const whole = Math.abs(weight - 1) <= TOLERANCE && this.#calm === 2 * REACH && this.#still < 2 * REACH;
    this.#out.mv = whole ? this.#sums[slot]! / weight : this.#means[slot]!;
    this.#emit(slot);
  }

  #emit(slot: number): void {
    this.#out.at = this.#times[slot]!;
    this.#onSample(this.#out);
  }
}
