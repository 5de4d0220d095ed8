/** What a splitter hands out. Both calls are made while `push` runs. */
export interface LineSink {
  line(text: string): void;
  /** A line that was longer than any row can be, and was thrown away up to its end. */
  tooLong(bytes: number): void;
}

const NEWLINE = 10;

/**
 * Cuts a stream of bytes into lines, however it was cut into pieces, in bounded memory. `\r\n` and `\n` end a line. Bytes that are
 * no UTF-8 become the replacement character, which no row understands.
 */
export class LineSplitter {
  readonly #sink: LineSink;
  readonly #held: Uint8Array;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #length = 0;
  /** Bytes of the line so far, those over the limit included. */
  #seen = 0;

  constructor(longest: number, sink: LineSink) {
    this.#sink = sink;
    this.#held = new Uint8Array(longest);
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, from);
      const to = newline < 0 ? bytes.length : newline;
      this.#hold(bytes.subarray(from, to));
      if (newline >= 0) this.#end();
      from = to + 1;
    }
  }

  /** Forgets a line that was begun. Returns whether there was one. */
  reset(): boolean {
    const begun = this.#seen > 0;
    this.#length = 0;
    this.#seen = 0;
    return begun;
  }

  #hold(piece: Uint8Array): void {
    this.#seen += piece.length;
    if (this.#seen > this.#held.length) return;
    this.#held.set(piece, this.#length);
    this.#length += piece.length;
  }

  #end(): void {
    const seen = this.#seen;
    const text = seen > this.#held.length ? undefined : this.#decoder.decode(this.#held.subarray(0, this.#length));
    this.reset();
    if (text === undefined) this.#sink.tooLong(seen);
    else this.#sink.line(text.endsWith("\r") ? text.slice(0, -1) : text);
  }
}
