import type { CallMode } from "../../domain/wake.js";

/** How much of it there is; see the shapes of `cell`, `memory` and `stamp` in the model's card. */
export interface MemoryShape {
  readonly hidden: number;
  readonly layers: number;
  /** Tokens that a layer remembers. */
  readonly reach: number;
  readonly width: number;
}

/** The slot of a row that holds nothing. */
const NEVER = -1e9;

/**
 * What the Spiralformer carries from call to call, in few tensors: the breath cell, and of each layer a ring of the keys and values
 * of the latest tokens that took part in it. A few dozen kilobytes. Kept on both sides of the process: a new child is handed it
 * once, and each answer brings only the new rows.
 */
export class Memory {
  readonly shape: MemoryShape;
  /** What the cell says, and what it holds. [2 × hidden] */
  readonly cell: Float32Array;
  /** Keys and values, layer by layer. [2 layers × reach × width] */
  readonly rows: Float32Array;
  /** The slot of each row. [layers × reach] */
  readonly stamp: Float32Array;
  /** How many tokens each layer has taken in. [layers] */
  readonly count: Float64Array;

  constructor(shape: MemoryShape) {
    const { hidden, layers, reach, width } = shape;
    this.shape = shape;
    this.cell = new Float32Array(2 * hidden);
    this.rows = new Float32Array(2 * layers * reach * width);
    this.stamp = new Float32Array(layers * reach).fill(NEVER);
    this.count = new Float64Array(layers);
  }

  /** Are these as many numbers as a call leaves? */
  fits(cell: Float32Array, rows: Float32Array): boolean {
    return cell.length === this.cell.length && rows.length === 2 * this.shape.layers * this.shape.width;
  }

  /** Takes in what a call left: the cell always, rows only in the layers that the call entered. */
  addCall(mode: CallMode, slot: number, cell: Float32Array, rows: Float32Array): void {
    const { layers, reach, width } = this.shape;
    this.cell.set(cell);
    const depth = mode === "inhale" ? layers : mode === "local" ? 1 : 0;
    for (let layer = 0; layer < depth; layer++) {
      const row = this.count[layer]! % reach;
      for (let part = 2 * layer; part < 2 * layer + 2; part++)
        this.rows.set(rows.subarray(part * width, (part + 1) * width), (part * reach + row) * width);
      this.stamp[layer * reach + row] = slot;
      this.count[layer]!++;
    }
  }

  /** As plain arrays that can be sent. */
  save(): SavedMemory {
    const { cell, rows, stamp, count } = this;
    return { cell, rows, stamp, count };
  }

  /** Takes up what another one of the same shape has saved. */
  restore({ cell, rows, stamp, count }: SavedMemory): void {
    this.cell.set(cell);
    this.rows.set(rows);
    this.stamp.set(stamp);
    this.count.set(count);
  }
}

export interface SavedMemory {
  readonly cell: Float32Array;
  readonly rows: Float32Array;
  readonly stamp: Float32Array;
  readonly count: Float64Array;
}
