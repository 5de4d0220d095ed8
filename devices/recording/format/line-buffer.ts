/** A longer line is no row of anything. */
export const LONGEST_LINE = 1_000_000;

/** Bytes that one read asks for: enough that reading is rare, little enough that a small board does not notice. */
const SMALLEST = 64 * 1024;
const LARGEST = 2 ** 20;

/** A quoted cell with line ends in it is at most so long; a lone quote (5") is no reason to take the rest of the file for one cell. */
const LONGEST_QUOTED = 4096;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Cuts a stream of bytes into lines, in one buffer that is used again and again: it grows for a long line, up to a
 * megabyte, and never for a long file. Whoever reads fills `free()`, says `filled()`, and takes lines with `next()` until
 * there is none.
 */
export class LineBuffer {
  #bytes = new Uint8Array(SMALLEST);
  #begin = 0;
  #end = 0;
  /** No line feed lies before this. */
  #scanned = 0;
  #overlong = false;
  #finished = false;
  /** What ends a line: a line feed (behind a carriage return or not), or a carriage return alone. */
  ending: typeof LF | typeof CR = LF;
  /** Cells in quotes may hold line ends. */
  quoted = false;

  /** The line that `next` found: `bytes[start, stop)`, without its ending; good until `free` is called. */
  start = 0;
  stop = 0;
  /** Its number, from 1. */
  number = 0;

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Nothing more will come. */
  get finished(): boolean {
    return this.#finished;
  }

  /** No more can be filled in without growing. */
  get full(): boolean {
    return this.#begin === 0 && this.#end === this.#bytes.length;
  }

  /** Where the next bytes go; never empty. */
  free(): Uint8Array {
    if (this.#begin > 0) {
      this.#bytes.copyWithin(0, this.#begin, this.#end);
      this.#end -= this.#begin;
      this.#scanned -= this.#begin;
      this.#begin = 0;
    }
    if (this.full) this.grow();
    return this.#bytes.subarray(this.#end);
  }

  /** `count` bytes were put into `free()`; 0 means that the stream is over. */
  filled(count: number): void {
    if (count === 0) this.#finished = true;
    else this.#end += count;
  }

  /** Makes room for more; false if the buffer is as large as it gets. */
  grow(): boolean {
    if (this.#bytes.length >= LARGEST) return false;
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
    return true;
  }

  /**
   * Goes on to the next line: `line`, an `overlong` one (which is thrown away and has no bytes), or `none` until more is
   * filled in (for ever, once the stream has finished).
   */
  next(): "line" | "overlong" | "none" {
    const feed = this.#findEnd();
    const found = feed >= 0 && feed < this.#end;
    if (!found && !(this.#finished && (this.#begin < this.#end || this.#overlong))) {
      if (!this.quoted) this.#scanned = this.#end;
      if (this.#end - this.#begin > LONGEST_LINE) {
        this.#overlong = true;
        this.#begin = this.#end;
      }
      return "none";
    }
    this.start = this.#begin;
    this.stop = found ? feed : this.#end;
    this.#begin = this.#scanned = found ? feed + 1 : this.#end;
    this.number++;
    if (this.#overlong || this.stop - this.start > LONGEST_LINE) {
      this.#overlong = false;
      return "overlong";
    }
    while (this.stop > this.start && this.#bytes[this.stop - 1] === CR) this.stop--;
    return "line";
  }

  /** So many bytes lie behind the line that `next` found. */
  get rest(): number {
    return this.#end - this.#begin;
  }

  /** All that is filled in and not taken. */
  get waiting(): Uint8Array {
    return this.#bytes.subarray(this.#begin, this.#end);
  }

  /** Leaves out the first bytes of what is waiting. */
  skip(count: number): void {
    this.#begin += count;
    this.#scanned = Math.max(this.#scanned, this.#begin);
  }

  #findEnd(): number {
    let feed = this.#bytes.indexOf(this.ending, this.#scanned);
    if (!this.quoted) return feed;
    const first = feed;
    let at = this.#begin;
    for (let inside = false; feed >= 0 && feed < this.#end && feed - this.#begin < LONGEST_QUOTED; ) {
      for (; at < feed; at++) if (this.#bytes[at] === QUOTE) inside = !inside;
      if (!inside) return feed;
      feed = this.#bytes.indexOf(this.ending, feed + 1);
    }
    // The quote may close in what comes next; where it does not, it was none.
    const complete = this.#finished || this.#end - this.#begin >= LONGEST_QUOTED;
    return complete ? first : -1;
  }

  /** Where `next` stands, to go back to before `free` is called again. */
  mark(): { begin: number; number: number } {
    return { begin: this.#begin, number: this.number };
  }

  back(mark: { begin: number; number: number }): void {
    this.backTo(mark.begin, mark.number);
  }

  /** Where `next` goes on, as `mark` says it, without an object for it. */
  get place(): number {
    return this.#begin;
  }

  backTo(place: number, number: number): void {
    this.#begin = this.#scanned = place;
    this.#overlong = false;
    this.number = number;
  }
}
