/** More ones than this before a number are not written: it is written whole instead. */
const MOST_ONES = 24;
/** Whole numbers of up to 53 bits, which is all that a double holds exactly. */
const HIGH = 29;
const LOW = 24;

/** Writes numbers of any width one behind the other, highest bit first. */
export class BitWriter {
  #bytes = new Uint8Array(1024);
  /** Whole bytes so far. */
  #length = 0;
  /** Bits that do not make a byte yet, and how many they are. */
  #rest = 0;
  #restBits = 0;
  readonly #float = new DataView(new ArrayBuffer(8));

  /** The lowest `width` bits of `value`; at most 24. */
  bits(value: number, width: number): void {
    this.#rest = (this.#rest << width) | value;
    this.#restBits += width;
    if (this.#length + 4 > this.#bytes.length) this.#grow(this.#length + 4);
    while (this.#restBits >= 8) {
      this.#restBits -= 8;
      this.#bytes[this.#length++] = this.#rest >>> this.#restBits;
    }
    this.#rest &= (1 << this.#restBits) - 1;
  }

  /** A whole number from 0 up to 2^53 - 1: small ones are short. */
  count(value: number): void {
    for (let left = value; ; left = Math.floor(left / 128)) {
      this.bits(left >= 128 ? 1 : 0, 1);
      this.bits(left % 128, 7);
      if (left < 128) return;
    }
  }

  /** Any whole number that is safe. */
  whole(value: number): void {
    this.bits(value < 0 ? 1 : 0, 1);
    this.#wide(Math.abs(value));
  }

  /**
   * A whole number that is small as a rule, as Rice wrote them: in units of 2^`unit` (up to 30) as so many ones, then the rest. One that is far from
   * zero is written whole.
   */
  rice(value: number, unit: number): void {
    const folded = foldedOf(value);
    const scale = 1 << unit;
    const ones = Math.floor(folded / scale);
    if (ones >= MOST_ONES) {
      this.bits(2 ** MOST_ONES - 1, MOST_ONES);
      this.whole(value);
      return;
    }
    this.bits((1 << (ones + 1)) - 2, ones + 1);
    const rest = folded % scale;
    if (unit <= LOW) this.bits(rest, unit);
    else {
      this.bits(Math.floor(rest / 2 ** LOW), unit - LOW);
      this.bits(rest % 2 ** LOW, LOW);
    }
  }

  float64(value: number): void {
    this.#float.setFloat64(0, value);
    for (let i = 0; i < 8; i++) this.bits(this.#float.getUint8(i), 8);
  }

  float32(value: number): void {
    this.#float.setFloat32(0, value);
    for (let i = 0; i < 4; i++) this.bits(this.#float.getUint8(i), 8);
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.count(bytes.length);
    for (const byte of bytes) this.bits(byte, 8);
  }

  /** All of it, the last byte filled up with zeros. */
  take(): Uint8Array {
    if (this.#restBits > 0) this.bits(0, 8 - this.#restBits);
    return this.#bytes.slice(0, this.#length);
  }

  #wide(value: number): void {
    const high = Math.floor(value / 2 ** LOW);
    this.bits(Math.floor(high / 2 ** LOW), HIGH - LOW);
    this.bits(high % 2 ** LOW, LOW);
    this.bits(value % 2 ** LOW, LOW);
  }

  #grow(atLeast: number): void {
    const bytes = new Uint8Array(Math.max(2 * this.#bytes.length, atLeast));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

/** How many bits `BitWriter.rice` takes for it. */
export function riceBits(value: number, unit: number): number {
  const ones = Math.floor(foldedOf(value) / (1 << unit));
  return ones >= MOST_ONES ? MOST_ONES + 1 + HIGH + LOW : ones + 1 + unit;
}

/** Reads what a `BitWriter` wrote. Behind the end there are zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  /** In bits. */
  #at = 0;
  readonly #float = new DataView(new ArrayBuffer(8));

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(width: number): number {
    let value = 0;
    for (let left = width; left > 0; ) {
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      const here = 8 - (this.#at & 7);
      const taken = Math.min(here, left);
      value = (value << taken) | ((byte >> (here - taken)) & ((1 << taken) - 1));
      this.#at += taken;
      left -= taken;
    }
    return value;
  }

  /** @throws RangeError for more than `most`: whoever would make room for so many finds none */
  count(most = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    for (let scale = 1; value <= most; scale *= 128) {
      const more = this.bits(1);
      value += this.bits(7) * scale;
      if (more === 0 && value <= most) return value;
    }
    throw new RangeError(`${value}, where at most ${most} can be`);
  }

  whole(): number {
    const negative = this.bits(1) === 1;
    const value = (this.bits(HIGH - LOW) * 2 ** LOW + this.bits(LOW)) * 2 ** LOW + this.bits(LOW);
    return negative ? -value : value;
  }

  rice(unit: number): number {
    let ones = 0;
    while (ones < MOST_ONES && this.bits(1) === 1) ones++;
    if (ones === MOST_ONES) return this.whole();
    const rest = unit <= LOW ? this.bits(unit) : this.bits(unit - LOW) * 2 ** LOW + this.bits(LOW);
    const folded = ones * 2 ** unit + rest;
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }

  float64(): number {
    for (let i = 0; i < 8; i++) this.#float.setUint8(i, this.bits(8));
    return this.#float.getFloat64(0);
  }

  float32(): number {
    for (let i = 0; i < 4; i++) this.#float.setUint8(i, this.bits(8));
    return this.#float.getFloat32(0);
  }

  /** @throws RangeError for one that is longer than all there is */
  text(): string {
    return new TextDecoder().decode(Uint8Array.from({ length: this.count(this.#bytes.length) }, () => this.bits(8)));
  }
}

/** 0, -1, 1, -2, 2, … as 0, 1, 2, 3, 4, … Of numbers beyond 2^51 only roughly: they are written whole. */
function foldedOf(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
