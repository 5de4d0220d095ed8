import type { Seconds } from "../../domain/time.js";
import { pack, type Saved, unpack, unpackInto } from "../packing.js";
import { SET_BACK, type TakeCell, tellHole } from "./cells.js";
import { Decimator } from "./decimator.js";

/** So many samples are looked at before the first is passed on, to know how far apart they are. */
const LEARN = 6;
/** At so many samples a cell, and not below, the input can hold what folds below a quarter of the working rate. */
const FAST = 1.5;
/** A second sample in so many cells in a row is a rate that has changed. */
const CROWDED = 8;

/**
 * Puts samples of any rate and of uneven times on an even grid of cells, at the working rate or, when they come more slowly,
 * at their own: each cell its sample, as it is. Samples that come faster go through a filter against aliasing.
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
  /** Newest time, samples that came after their cell was full, and cells in a row with such. */
  #newest: Seconds = Number.NEGATIVE_INFINITY;
  #late = 0;
  #crowded = 0;
  /** Takes the samples when they come fast. */
  #fast: Decimator | undefined;

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
    if (this.#fast !== undefined) {
      this.#fast.push(at, mv);
      return;
    }
    if (!Number.isNaN(this.#width)) {
      this.#place(at, mv);
      return;
    }
    this.#firstTimes[this.#waiting] = at;
    this.#first[this.#waiting] = mv;
    if (++this.#waiting < LEARN) return;
    this.#learn();
    for (let i = 0; i < LEARN; i++) this.push(this.#firstTimes[i] as number, this.#first[i] as number);
  }

  save(): Saved {
    const learnt = [this.#waiting, this.#width, this.#spacing, this.#origin, this.#cell, this.#done, this.#sum];
    const numbers = pack([...learnt, this.#count, this.#newest, this.#late, this.#crowded]);
    const own = { numbers, times: pack(this.#firstTimes), values: pack(this.#first) };
    return this.#fast === undefined ? own : { ...own, fast: this.#fast.save() };
  }

  restore(saved: Saved): boolean {
    const n = unpack(saved.numbers, 11);
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
    this.#newest = at(8);
    this.#late = at(9);
    this.#crowded = at(10);
    if (!unpackInto(this.#firstTimes, saved.times) || !unpackInto(this.#first, saved.values)) return false;
    if (saved.fast === undefined) return true;
    this.#fast = new Decimator(0, this.#width, this.#spacing, this.#take);
    return this.#fast.restore(saved.fast as Saved);
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
    if (this.#spacing * FAST <= this.#usual) this.#fasten(this.#origin, this.#spacing);
  }

  #fasten(at: Seconds, spacing: Seconds): void {
    this.#fast = new Decimator(at, this.#width, spacing, this.#take);
  }

  #place(at: Seconds, mv: number): void {
    const cell = Math.floor((at - this.#origin) / this.#width + 0.5);
    if (cell < this.#cell - SET_BACK) {
      this.#flush();
      this.#origin = at;
      this.#cell = 0;
      this.#done = -1;
      this.#newest = Number.NEGATIVE_INFINITY;
      tellHole(this.#take, at, this.#width);
    } else if (cell > this.#cell) {
      this.#flush();
      this.#crowded = this.#late > 0 ? this.#crowded + 1 : 0;
      const missing = cell - this.#done - 1;
      if (missing > 0) tellHole(this.#take, this.#time(this.#done + 1), this.#width, missing);
      if (this.#crowded === CROWDED) {
        this.#fasten(this.#time(cell), this.#width / (this.#late + 1));
        this.#fast?.push(at, mv);
        return;
      }
      this.#late = 0;
      this.#cell = cell;
      this.#done = cell - 1;
    }
    const newer = at > this.#newest;
    if (newer) this.#newest = at;
    if (this.#cell === this.#done) {
      if (newer) this.#late++;
      return;
    }
    if (Number.isFinite(mv)) {
      this.#sum += mv;
      this.#count++;
    }
    // Full when another sample like this one would lie beyond its end.
    if (at + this.#spacing * 0.999 >= this.#origin + (this.#cell + 0.5) * this.#width) this.#flush();
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
