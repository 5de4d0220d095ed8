import type { Seconds } from "../../../src/domain/time.js";

/** Stamps that several rows share (whole seconds at 4 Hz): the rows of one stamp are spread over the time that it stands for. */
export class CoarseStamps {
  /** How long a stamp stands for. */
  readonly #resolution: Seconds;
  /** Rows that usually share a stamp. */
  readonly #usual: number;
  #stamp = Number.NaN;
  #row = 0;
  #rows = 1;
  #first = true;

  constructor(resolution: Seconds, usual: number) {
    this.#resolution = resolution;
    this.#usual = usual;
  }

  /** Is it another stamp than the row before had? Then `begin` must be told how many rows share it. */
  isNew(stamp: Seconds): boolean {
    return stamp !== this.#stamp;
  }

  /** @param whole all rows of this stamp were counted; a recording may begin or end in the middle of one */
  begin(stamp: Seconds, rows: number, whole: boolean): void {
    this.#stamp = stamp;
    this.#rows = whole && !this.#first ? rows : Math.max(rows, this.#usual);
    this.#row = this.#first ? this.#rows - rows : 0;
    this.#first = false;
  }

  /** How far behind its stamp the next row of it lies; less than what the stamp stands for. */
  next(): Seconds {
    return (this.#resolution * Math.min(this.#row++, this.#rows - 1)) / this.#rows;
  }
}
