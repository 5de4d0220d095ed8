/** Between these a board puts its messages, `KEY:VALUE;` in ASCII; they may stand anywhere, in the middle of a frame too. */
const BEGIN = [0xff, 0xff, 0x01, 0x01, 0x80, 0xff] as const;
const END = [0xff, 0xff, 0x01, 0x01, 0x81, 0xff] as const;
const MARK = 0xff;
/** The top bit, which the first byte of a frame has and no other of it. */
const FIRST = 0x80;
/** Longer messages are none: a board's own buffer holds 100 bytes. */
const LONGEST_MESSAGE = 256;
/** The converters have 10 bits: what is more is no sample. */
export const MOST = 1023;

/** What a reader hands out. All calls are made while `push` runs. */
export interface FrameSink {
  /** One sample of each channel, 0 to 1023. Hot; the array is the reader's own and is used again. */
  frame(values: Uint16Array): void;
  /** As it came: `HWT:PLANTSS;`. */
  message(text: string): void;
}

/**
 * Takes a SpikerBox's stream apart: two bytes per channel and sample, `1aaaaaaa 0bbbbbbb` for the first channel and the same with a
 * clear top bit for the others. A top bit anywhere else begins a new frame, so after garbage the next whole frame is heard.
 * Messages are cut out first. Whatever comes, nothing is thrown, and nothing is allocated but for a message.
 */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #values: Uint16Array;
  readonly #size: number;
  readonly #message = new Uint8Array(LONGEST_MESSAGE);
  /** Bytes of the frame so far. */
  #position = 0;
  #high = 0;
  /** Bytes of a mark so far, and the message between two of them. */
  #marked = 0;
  #inMessage = false;
  #length = 0;
  #lost = 0;

  constructor(channels: number, sink: FrameSink) {
    this.#values = new Uint16Array(channels);
    this.#size = 2 * channels;
    this.#sink = sink;
  }

  /** Bytes that belonged to no frame and no message, ever. */
  get lost(): number {
    return this.#lost;
  }

  push(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte === MARK || this.#marked > 0 || this.#inMessage) this.#takeMarked(byte);
      else this.#take(byte);
    }
  }

  /** Forgets what was begun. */
  reset(): void {
    this.#position = 0;
    this.#marked = 0;
    this.#inMessage = false;
  }

  #take(byte: number): void {
    if (byte >= FIRST) {
      this.#lost += this.#position;
      this.#position = 0;
    } else if (this.#position === 0) {
      this.#lost++;
      return;
    }
    const place = this.#position++;
    if (place % 2 === 0) {
      this.#high = byte & 0x7f;
      return;
    }
    const value = (this.#high << 7) | byte;
    if (value > MOST) {
      this.#drop(0);
      return;
    }
    this.#values[place >> 1] = value;
    if (this.#position < this.#size) return;
    this.#position = 0;
    this.#sink.frame(this.#values);
  }

  #takeMarked(byte: number): void {
    const mark = this.#inMessage ? END : BEGIN;
    if (byte === mark[this.#marked]) {
      if (++this.#marked === mark.length) this.#endMark();
    } else if (this.#inMessage && this.#marked === 0 && byte < FIRST && this.#length < LONGEST_MESSAGE) {
      this.#message[this.#length++] = byte;
    } else this.#tear(byte);
  }

  #endMark(): void {
    this.#marked = 0;
    this.#inMessage = !this.#inMessage;
    if (this.#inMessage) this.#length = 0;
    else this.#sink.message(String.fromCharCode(...this.#message.subarray(0, this.#length)));
  }

  /** What looked like a mark or a message is none; this byte may begin something. */
  #tear(byte: number): void {
    const again = byte === MARK && this.#marked >= 2 ? 2 : 1;
    this.#drop(this.#marked + (this.#inMessage ? this.#length : 0));
    this.#inMessage = false;
    this.#marked = 0;
    if (byte === MARK) this.#marked = again;
    else this.#take(byte);
  }

  #drop(more: number): void {
    this.#lost += this.#position + more;
    this.#position = 0;
  }
}
