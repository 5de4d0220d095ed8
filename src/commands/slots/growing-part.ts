import { closeSync, openSync } from "node:fs";
import { writeAll } from "./stored-zip.js";

const BLOCK = 1 << 18;

/** A file that grows at its end, a block at a time. */
export class GrowingPart {
  readonly file: number;
  readonly #block = Buffer.alloc(BLOCK);
  #waiting = 0;
  #written = 0;
  #open = true;

  constructor(path: string) {
    this.file = openSync(path, "wx+");
  }

  /** How many bytes were added. */
  get length(): number {
    return this.#written + this.#waiting;
  }

  add(values: Float64Array | Float32Array | Uint8Array): void {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    if (this.#waiting + bytes.length > BLOCK) this.flush();
    if (bytes.length > BLOCK) {
      writeAll(this.file, bytes, this.#written);
      this.#written += bytes.length;
      return;
    }
    bytes.copy(this.#block, this.#waiting);
    this.#waiting += bytes.length;
  }

  flush(): void {
    writeAll(this.file, this.#block.subarray(0, this.#waiting), this.#written);
    this.#written += this.#waiting;
    this.#waiting = 0;
  }

  /** Fine if it is closed. */
  close(): void {
    if (this.#open) closeSync(this.file);
    this.#open = false;
  }
}
