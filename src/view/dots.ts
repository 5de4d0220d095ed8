/** The bits of a braille cell, `[x][y]` (Unicode block U+2800: dots 1 2 3 7 on the left, 4 5 6 8 on the right). */
const BITS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** A small picture of dots, two across and four down in each character cell. `(0, 0)` is the upper left. */
export class Dots {
  /** In dots. */
  readonly width: number;
  readonly height: number;
  readonly #cells: number;
  readonly #bits: Uint8Array;

  /** @param cells @param rows size in characters */
  constructor(cells: number, rows: number) {
    this.#cells = cells;
    this.width = cells * 2;
    this.height = rows * 4;
    this.#bits = new Uint8Array(cells * rows);
  }

  /** The dots of column `x` from `top` to `bottom`, both included; what lies outside is left out. */
  column(x: number, top: number, bottom: number): void {
    if (x < 0 || x >= this.width) return;
    const from = Math.max(0, top);
    const to = Math.min(this.height - 1, bottom);
    for (let y = from; y <= to; y++) {
      const cell = (y >> 2) * this.#cells + (x >> 1);
      this.#bits[cell] = (this.#bits[cell] ?? 0) | (BITS[x & 1]?.[y & 3] ?? 0);
    }
  }

  /** The character at a cell: a plain space where there is no dot, since some fonts draw the empty braille cell. */
  at(cell: number, row: number): string {
    const bits = this.#bits[row * this.#cells + cell] ?? 0;
    return bits === 0 ? " " : String.fromCharCode(0x2800 + bits);
  }
}
