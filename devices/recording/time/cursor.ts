import { isDigit } from "../numbers/digit.js";

/** Goes through the bytes of a cell. */
export class Cursor {
  bytes: Uint8Array = new Uint8Array();
  at = 0;
  /** How many digits the last number had. */
  digits = 0;
  #end = 0;

  set(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  get done(): boolean {
    return this.at >= this.#end;
  }

  /** 0 at the end. */
  get code(): number {
    return this.at < this.#end ? this.bytes[this.at]! : 0;
  }

  get atDigit(): boolean {
    return isDigit(this.code);
  }

  get digitFollows(): boolean {
    return this.at + 1 < this.#end && isDigit(this.bytes[this.at + 1]!);
  }

  get atLetter(): boolean {
    return isLetter(this.code);
  }

  skip(): void {
    this.at++;
  }

  skipAll(): true {
    this.at = this.#end;
    return true;
  }

  /** Over letters, and dots and single spaces between single letters (`a. m.`). */
  skipWord(): void {
    const start = this.at;
    while (isLetter(this.code)) this.at++;
    if (this.at - start > 1 || this.code !== 46) return;
    const { at } = this;
    this.at++;
    if (this.bytes[this.at] === 32) this.at++;
    if (isLetter(this.code) && (this.at + 1 >= this.#end || !isLetter(this.bytes[this.at + 1]!))) this.at++;
    else this.at = at;
  }

  /** A whole number; `digits` says how long it was, 0 if there was none. */
  number(): number {
    let value = 0;
    this.digits = 0;
    for (; isDigit(this.code); this.at++) {
      value = value * 10 + this.bytes[this.at]! - 48;
      this.digits++;
    }
    return value;
  }

  /** A fraction of any length behind a dot or comma, in billionths; what is finer is dropped. */
  fraction(): number {
    let value = 0;
    let scale = 100_000_000;
    for (this.at++; isDigit(this.code); this.at++) {
      value += (this.bytes[this.at]! - 48) * scale;
      scale = Math.floor(scale / 10);
    }
    return value;
  }
}

/** Of any script: what is not ASCII counts as one. */
function isLetter(code: number): boolean {
  return code >= 128 || ((code | 32) >= 97 && (code | 32) <= 122);
}
