import type { Seconds } from "../../domain/time.js";
import { pack, type Saved, unpack, unpackInto } from "../packing.js";

/** So many samples are looked at before the first is passed on, to know how far apart they are. */
const LEARN = 6;
/** So many empty cells are passed on as they are; of more, the missing is told by LONG_HOLE of them. */
const SHORT_HOLE = 3;
const LONG_HOLE = 4;
/** A time stamp so many cells back is a clock that was set back, not a row out of order. */
const SET_BACK = 10;

/** Takes a working sample: the middle of its cell in time, its mean in millivolts, NaN where nothing was measured. */
export type TakeCell = (at: Seconds, mv: number) => void;

/**
 * Puts samples of any rate and of uneven times on an even grid of cells, each the mean of what fell into it: the mean is the
 * filter against aliasing, with its zeros on every multiple of the working rate. Slower input makes wider cells.
 */
export class WorkingGrid {
  readonly #usual: Seconds;
  readonly #take: TakeCell;
  readonly #firstTimes = new Float64Array(LEARN);
  readonly #first = new Float64Array(LEARN);
  #waiting = 0;
  /** Seconds between cells; NaN until learnt. */
  #width: Seconds = Number.NaN;
  #spacing: Seconds = 0;
  #origin: Seconds = 0;
  #cell = 0;
  #done = -1;
  #sum = 0;
  #count = 0;

  constructor(workingRate: number, take: TakeCell) {
    this.#usual = 1 / workingRate;
    this.#take = take;
  }

  /** Seconds between working samples; NaN until the first few samples have shown it. */
  get width(): Seconds {
    return this.#width;
  }

  push(at: Seconds, mv: number): void {
    if (!Number.isFinite(at)) return;
    if (!Number.isNaN(this.#width)) {
      this.#place(at, mv);
      return;
    }
    this.#firstTimes[this.#waiting] = at;
    this.#first[this.#waiting] = mv;
    if (++this.#waiting < LEARN) return;
    this.#learn();
    for (let i = 0; i < LEARN; i++) this.#place(this.#firstTimes[i] as number, this.#first[i] as number);
  }

  save(): Saved {
    const numbers = [this.#waiting, this.#width, this.#spacing, this.#origin, this.#cell, this.#done, this.#sum];
    return { numbers: pack([...numbers, this.#count]), times: pack(this.#firstTimes), values: pack(this.#first) };
  }

  restore(saved: Saved): boolean {
    const n = unpack(saved.numbers, 8);
    if (n === undefined) return false;
    const at = (i: number) => n[i] as number;
    this.#waiting = at(0);
    this.#width = at(1);
    this.#spacing = at(2);
    this.#origin = at(3);
    this.#cell = at(4);
    this.#done = at(5);
    this.#sum = at(6);
    this.#count = at(7);
    return unpackInto(this.#firstTimes, saved.times) && unpackInto(this.#first, saved.values);
  }

  #learn(): void {
    const spacings: number[] = [];
    for (let i = 1; i < LEARN; i++) {
      const spacing = (this.#firstTimes[i] as number) - (this.#firstTimes[i - 1] as number);
      if (spacing > 0) spacings.push(spacing);
    }
    spacings.sort((a, b) => a - b);
    this.#spacing = spacings[spacings.length >> 1] ?? this.#usual;
    // A little slower than the working rate is the working rate, with a row dropped now and then.
    this.#width = this.#spacing > 1.2 * this.#usual ? this.#spacing : this.#usual;
    this.#origin = this.#firstTimes[0] as number;
  }

  #place(at: Seconds, mv: number): void {
    const cell = Math.floor((at - this.#origin) / this.#width + 0.5);
    if (cell < this.#cell - SET_BACK) {
      this.#flush();
      this.#origin = at;
      this.#cell = 0;
      this.#done = -1;
      this.#hole(at, LONG_HOLE);
    } else if (cell > this.#cell) {
      this.#flush();
      const missing = cell - this.#done - 1;
      if (missing > 0) this.#hole(this.#time(this.#done + 1), missing > SHORT_HOLE ? LONG_HOLE : missing);
      this.#cell = cell;
      this.#done = cell - 1;
    }
    if (this.#cell === this.#done) return;
    if (Number.isFinite(mv)) {
      this.#sum += mv;
      this.#count++;
    }
    // Full when another sample like this one would lie beyond its end.
    if (at + this.#spacing * 0.999 >= this.#origin + (this.#cell + 0.5) * this.#width) this.#flush();
  }

  #hole(from: Seconds, cells: number): void {
    for (let i = 0; i < cells; i++) this.#take(from + i * this.#width, Number.NaN);
  }

  #time(cell: number): Seconds {
    return this.#origin + cell * this.#width;
  }

  #flush(): void {
    if (this.#done === this.#cell) return;
    this.#done = this.#cell;
    const mv = this.#count > 0 ? this.#sum / this.#count : Number.NaN;
    this.#sum = 0;
    this.#count = 0;
    this.#take(this.#time(this.#cell), mv);
  }
}
