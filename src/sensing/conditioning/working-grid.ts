import type { Seconds } from "../../domain/time.js";
import { type OnSample, Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { emitHole, SET_BACK } from "./cells.js";
import { Decimator } from "./decimator.js";
import { HeldValues } from "./held-values.js";

/** So many samples are looked at before the first is passed on, to know how far apart they are. */
const LEARN = 6;
/** At so many samples a cell, and not below, the input can hold what folds below a quarter of the working rate. */
const FAST = 1.5;
/** A second sample in so many cells in a row is a rate that has changed. */
const CROWDED = 8;

/**
 * Puts samples of any rate and of uneven times on an even grid of cells, at the working rate or, when they come more slowly,
 * at their own: each cell its sample, as it is. Samples that come faster go through a filter against aliasing. What only writes a
 * value again is no sample.
 */
export class WorkingGrid implements Persistent {
  readonly #usual: Seconds;
  readonly #onSample: OnSample;
  readonly #out = new Sample();
  readonly #held = new HeldValues();
  readonly #firstTimes = new Float64Array(LEARN);
  readonly #first = new Float64Array(LEARN);
  #waiting = 0;
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

  /** @param onSample takes the working samples: the middle of a cell in time, its width, its value */
  constructor(workingRate: number, onSample: OnSample) {
    this.#usual = 1 / workingRate;
    this.#onSample = onSample;
  }

  /** Seconds between working samples; NaN until the first few samples have shown it. */
  get width(): Seconds {
    return this.#out.width;
  }

  push(sample: Sample): void {
    if (!Number.isFinite(sample.at)) return;
    const { held } = this.#held;
    const measured = this.#held.push(sample.mv);
    if (this.#held.held !== held) this.#begin();
    if (measured) this.#take(sample);
  }

  #take(sample: Sample): void {
    if (this.#fast !== undefined) this.#fast.push(sample);
    else if (!Number.isNaN(this.#out.width)) this.#place(sample);
    else this.#wait(sample);
  }

  /** Samples come at another rate from now on. */
  #begin(): void {
    if (this.#fast !== undefined) this.#fast.end();
    else if (!Number.isNaN(this.#out.width)) this.#flush();
    this.#fast = undefined;
    this.#out.width = Number.NaN;
    this.#waiting = this.#cell = this.#late = this.#crowded = 0;
    this.#done = -1;
    this.#newest = Number.NEGATIVE_INFINITY;
  }

  persist(snapshot: Snapshot): void {
    this.#waiting = snapshot.number("waiting", this.#waiting);
    this.#out.width = snapshot.number("width", this.#out.width);
    this.#spacing = snapshot.number("spacing", this.#spacing);
    this.#origin = snapshot.number("origin", this.#origin);
    this.#cell = snapshot.number("cell", this.#cell);
    this.#done = snapshot.number("done", this.#done);
    this.#sum = snapshot.number("sum", this.#sum);
    this.#count = snapshot.number("count", this.#count);
    this.#newest = snapshot.number("newest", this.#newest);
    this.#late = snapshot.number("late", this.#late);
    this.#crowded = snapshot.number("crowded", this.#crowded);
    snapshot.floats("firstTimes", this.#firstTimes);
    snapshot.floats("first", this.#first);
    const isFast = snapshot.flag("isFast", this.#fast !== undefined);
    if (isFast && this.#fast === undefined) this.#fasten(this.#origin, this.#spacing);
    snapshot.part("fast", this.#fast);
    snapshot.part("held", this.#held);
  }

  /** Keeps the first samples until they have shown how far apart they are. */
  #wait({ at, mv }: Sample): void {
    this.#firstTimes[this.#waiting] = at;
    this.#first[this.#waiting] = mv;
    if (++this.#waiting < LEARN) return;
    this.#learn();
    const kept = new Sample();
    for (let i = 0; i < LEARN; i++) {
      kept.at = this.#firstTimes[i]!;
      kept.mv = this.#first[i]!;
      this.#take(kept);
    }
  }

  #learn(): void {
    const spacings: number[] = [];
    for (let i = 1; i < LEARN; i++) {
      const spacing = this.#firstTimes[i]! - this.#firstTimes[i - 1]!;
      if (spacing > 0) spacings.push(spacing);
    }
    spacings.sort((a, b) => a - b);
    this.#spacing = spacings[spacings.length >> 1] ?? this.#usual;
    // A little slower than the working rate is the working rate, with a row dropped now and then.
    this.#out.width = this.#spacing > 1.2 * this.#usual ? this.#spacing : this.#usual;
    this.#origin = this.#firstTimes[0]!;
    if (this.#spacing * FAST <= this.#usual) this.#fasten(this.#origin, this.#spacing);
  }

  #fasten(at: Seconds, spacing: Seconds): void {
    this.#fast = new Decimator(at, this.#out.width, spacing, this.#onSample);
  }

  #place(sample: Sample): void {
    const { at, mv } = sample;
    const { width } = this.#out;
    const cell = Math.floor((at - this.#origin) / width + 0.5);
    if (cell < this.#cell - SET_BACK) {
      this.#flush();
      this.#origin = at;
      this.#cell = 0;
      this.#done = -1;
      this.#newest = Number.NEGATIVE_INFINITY;
      emitHole(this.#onSample, this.#out, at);
    } else if (cell > this.#cell) {
      this.#flush();
      this.#crowded = this.#late > 0 ? this.#crowded + 1 : 0;
      const missing = cell - this.#done - 1;
      if (missing > 0) emitHole(this.#onSample, this.#out, this.#time(this.#done + 1), missing);
      if (this.#crowded === CROWDED) {
        this.#fasten(this.#time(cell), width / (this.#late + 1));
        this.#fast?.push(sample);
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
    if (at + this.#spacing * 0.999 >= this.#origin + (this.#cell + 0.5) * width) this.#flush();
  }

  #time(cell: number): Seconds {
    return this.#origin + cell * this.#out.width;
  }

  #flush(): void {
    if (this.#done === this.#cell) return;
    this.#done = this.#cell;
    this.#out.at = this.#time(this.#cell);
    this.#out.mv = this.#count > 0 ? this.#sum / this.#count : Number.NaN;
    this.#sum = 0;
    this.#count = 0;
    this.#onSample(this.#out);
  }
}
