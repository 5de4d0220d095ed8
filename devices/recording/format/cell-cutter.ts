const SPACE = 32;
const TAB = 9;
const QUOTE = 34;

/** Cuts a line into cells, as bytes: `first` to `last`, less spaces and quotes. Allocates nothing. */
export class CellCutter {
  readonly #delimiter: number;
  readonly #spaced: boolean;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #stop = 0;
  first = 0;
  last = 0;

  /** @param delimiter the byte between cells; a space stands for any number of spaces and tabs */
  constructor(delimiter: number) {
    this.#delimiter = delimiter;
    this.#spaced = delimiter === SPACE;
  }

  /** At the first cell of a line; false if there is none. */
  begin(bytes: Uint8Array, start: number, stop: number): boolean {
    this.#bytes = bytes;
    this.#at = start;
    this.#stop = stop;
    if (this.#spaced) while (this.#stop > start && isSpace(bytes[this.#stop - 1]!)) this.#stop--;
    return this.next();
  }

  /** On to the next; false if that was the last. */
  next(): boolean {
    const bytes = this.#bytes;
    const stop = this.#stop;
    let first = this.#at;
    if (first > stop) return false;
    while (first < stop && (bytes[first] === SPACE || (this.#spaced && bytes[first] === TAB))) first++;
    let end = first;
    if (bytes[first] === QUOTE && first < stop) end = this.#closing(first + 1);
    const delimiter = this.#delimiter;
    while (end < stop && bytes[end] !== delimiter && !(this.#spaced && bytes[end] === TAB)) end++;
    this.#at = end + 1;
    let last = end;
    while (first < last && isPadding(bytes[first]!)) first++;
    while (first < last && isPadding(bytes[last - 1]!)) last--;
    this.first = first;
    this.last = last;
    return true;
  }

  /** Behind the quote that closes; where it stands if none does. */
  #closing(from: number): number {
    const bytes = this.#bytes;
    for (let at = from; at < this.#stop; at++) {
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE || at + 1 >= this.#stop) return at + 1;
      at++;
    }
    return from;
  }
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

function isPadding(code: number): boolean {
  return code === SPACE || code === QUOTE;
}
